"""`race play --export`: the road of a game as an animated WebP."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from race.base.errors import InputError
from race.commands.play_session import session_of
from race.play.records.saves import Shelf
from race.ui.film import save_film
from race.ui.fonts import Fonts
from race.ui.open import live_a_year
from race.ui.session_game import SessionGame
from race.ui.window import FIRST_SIZE, open_surface, prepare_video
from race.ui.words import Words

SUFFIX = ".webp"


def run(args: argparse.Namespace) -> int:
    """Write the film of a saved, shared or new game; of a new one, after some years by the adviser.

    Raises:
        InputError: an unknown scenario, actor or save; another kind of file; no year to show.
    """
    file: Path = args.export
    if file.suffix.lower() != SUFFIX:
        raise InputError(f"--export: given '{file}'; allowed: a file that ends in {SUFFIX}")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    prepare_video()
    open_surface(FIRST_SIZE, fullscreen=False)
    with TemporaryDirectory() as folder:
        shelf = Shelf(args.saves if args.resume is not None else Path(folder))
        game = SessionGame(session_of(args, shelf, print))
        for _ in range(args.years):
            if game.phase != "over":
                live_a_year(game)
        if not game.session.turn:
            raise InputError("--export: no year was played; add --years N, --resume or --code")
        save_film(game, Words(args.lang or game.session.language), Fonts(), file)
    print(file)
    return 0
