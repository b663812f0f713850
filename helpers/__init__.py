"""Helpers for the Close Reading Notebooks."""
