"""The window of `race play`: opens it, or draws a picture of it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from race.app import ground, resume_game
from race.base.errors import InputError
from race.commands.play import session_of
from race.play.saves import Shelf
from race.ui.library import GameLibrary
from race.ui.open import Picture, open_window, read_size, take_picture
from race.ui.oracle import Oracle

MOST_YEARS = 99
SEER = (sys.executable, "-m", "race.commands.foresee")
"""Starts the process that looks ahead."""


def run(args: argparse.Namespace) -> int:
    """Open the window; without an actor it begins with the choice of one.

    Raises:
        InputError: an unknown scenario, actor, save or screen, or a picture that cannot be.
    """
    shelf = Shelf(args.saves)
    library = GameLibrary(
        ground, resume_game, shelf, args.overlay, Oracle(SEER), args.difficulty or "normal"
    )
    scenario = args.scenario or "2022"
    asked = (args.seat, args.resume, args.code)
    chosen = any(value is not None for value in asked)
    if args.screenshot is None:
        session = session_of(args, shelf) if chosen else None
        if session is None:
            library.ground(scenario)
        return open_window(
            library, session, scenario, language=args.lang or "", seed=args.seed or 1
        )
    if not 0 <= args.years <= MOST_YEARS:
        raise InputError(f"--years: given {args.years}; allowed: 0 to {MOST_YEARS}")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    picture = Picture(args.screenshot, read_size(args.size), args.screen, args.years)
    alone = args.screen == "opening" and not chosen
    with TemporaryDirectory() as folder:
        session = None if alone else session_of(args, Shelf(Path(folder)))
        take_picture(library, session, scenario, picture, language=args.lang or "en")
    return 0
