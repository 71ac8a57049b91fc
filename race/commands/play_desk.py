"""The game of the window of `race play`, or a picture of it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from race.base.arguments import within
from race.ground_app import ground
from race.play.records.saves import Save, Shelf
from race.ui.filmer import Filmer
from race.ui.library import GameLibrary
from race.ui.open import Picture, open_window, read_size, take_picture
from race.ui.oracle import Oracle
from race.ui.overture import Overture

if TYPE_CHECKING:
    from race.play.session import Session
    from race.ui.game import Game

MOST_YEARS = 99
SEER = (sys.executable, "-m", "race.commands.foresee")
"""Starts the process that looks ahead."""
FILMS = (sys.executable, "-m", "race", "play")
"""Starts the process that writes a film."""


def go_on(args: argparse.Namespace, overture: Overture) -> None:
    """Play in the window that is open; without an actor it begins with the choice of one.

    Raises:
        InputError: an unknown scenario, actor or save.
    """
    shelf = Shelf(args.saves)
    scenario = args.scenario or "2022"
    library = game_library(args, shelf)
    game = _game(args, shelf, library) if _chosen(args) else None
    if game is None:
        library.ground(scenario)
    gc.freeze()
    gc.enable()
    open_window(overture, library, game, scenario, args.seed or 1)


def draw(args: argparse.Namespace) -> None:
    """Draw a screen into a file.

    Raises:
        InputError: an unknown scenario, actor, save or screen, or a picture that cannot be.
    """
    within("--years", args.years, 0, MOST_YEARS)
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    picture = Picture(args.screenshot, read_size(args.size), args.screen, args.years)
    alone = args.screen == "opening" and not _chosen(args)
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        library = game_library(args, shelf)
        game = None if alone else _game(args, shelf, library)
        take_picture(library, game, args.scenario or "2022", picture, language=args.lang or "en")


def game_library(args: argparse.Namespace, shelf: Shelf) -> GameLibrary:
    """Return what opens games as the arguments say."""
    return GameLibrary(
        ground, _resume, shelf, args.overlay, Oracle(SEER), args.difficulty or "normal",
        Filmer(FILMS),
    )  # fmt: skip


def _game(args: argparse.Namespace, shelf: Shelf, library: GameLibrary) -> Game:
    """Return the game that the arguments ask for."""
    from race.commands.play_session import session_of  # noqa: PLC0415  # only when a game begins

    return library.shown(session_of(args, shelf, print))


def _resume(save: Save, shelf: Shelf | None) -> Session:
    """Open a saved game."""
    from race.game_app import resume_game  # noqa: PLC0415  # only when a game begins

    return resume_game(save, shelf)


def _chosen(args: argparse.Namespace) -> bool:
    """Tell whether the arguments name a game, so that there is nothing to choose."""
    return any(value is not None for value in (args.seat, args.resume, args.code))
