"""Contacts: who gave each other their contact details, face to face."""
