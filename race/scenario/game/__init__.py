"""The game's own data, `scenarios/game/*.yaml`: models, reading, checks."""
