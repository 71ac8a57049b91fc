"""Figures for people: words, tables and charts."""
