"""Reads of rounds and projects, by subject; nothing here writes."""
