"""The game in a window: draws facts, turns input into calls of the game, and knows no rule."""

import os

# pygame greets on standard output when it is first imported, which no program may read
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
