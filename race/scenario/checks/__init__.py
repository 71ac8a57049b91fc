"""Checks across entries: what no single model can tell."""
