"""A record played on a scenario: who sits where, and the years as they pass."""
