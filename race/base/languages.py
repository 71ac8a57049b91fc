"""The languages that the game speaks."""

LANGUAGES = ("en", "ru")
