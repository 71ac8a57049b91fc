"""The game in a window: draws facts, turns input into calls of the game, and knows no rule."""
