"""Asks: "I need …", put to the few who may know best, one wave after another."""
