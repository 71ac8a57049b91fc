"""The game: rules of play, sessions of people, saves."""
