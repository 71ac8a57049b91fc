"""What happens to a game, one file a stage: its beginning, a quarter, the end of a year."""
