"""The window of `race play`: opens it, or draws a picture of it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from race.base.errors import InputError
from race.commands.play import session_of
from race.game_app import ground, resume_game
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
    if args.screenshot is not None:
        with TemporaryDirectory() as folder:
            return _picture(args, Shelf(Path(folder)))
    shelf = Shelf(args.saves)
    scenario = args.scenario or "2022"
    library = _library(args, shelf)
    session = session_of(args, shelf) if _chosen(args) else None
    if session is None:
        library.ground(scenario)
    return open_window(library, session, scenario, language=args.lang or "", seed=args.seed or 1)


def _chosen(args: argparse.Namespace) -> bool:
    """Tell whether the arguments name a game, so that there is nothing to choose."""
    return any(value is not None for value in (args.seat, args.resume, args.code))


def _library(args: argparse.Namespace, shelf: Shelf) -> GameLibrary:
    return GameLibrary(
        ground, resume_game, shelf, args.overlay, Oracle(SEER), args.difficulty or "normal"
    )


def _picture(args: argparse.Namespace, shelf: Shelf) -> int:
    if not 0 <= args.years <= MOST_YEARS:
        raise InputError(f"--years: given {args.years}; allowed: 0 to {MOST_YEARS}")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    picture = Picture(args.screenshot, read_size(args.size), args.screen, args.years)
    alone = args.screen == "opening" and not _chosen(args)
    session = None if alone else session_of(args, shelf)
    take_picture(
        _library(args, shelf), session, args.scenario or "2022", picture, language=args.lang or "en"
    )
    return 0
