"""The game in a terminal: the same session as in the window, line by line."""
