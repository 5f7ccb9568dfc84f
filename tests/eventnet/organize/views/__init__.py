"""Tests of its pages."""
