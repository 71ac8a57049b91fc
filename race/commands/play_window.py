"""The window of `race play`: shows its first picture, and only then loads the game."""

from __future__ import annotations

import argparse
import gc
import importlib
from typing import TYPE_CHECKING, Protocol, cast

from race.paths import scenario_file
from race.ui.overture import overture
from race.ui.settings import load_settings

if TYPE_CHECKING:
    from race.ui.overture import Overture

DESK = "race.commands.play_desk"
"""Loaded by name, for it takes most of the time of the start."""


class Opener(Protocol):
    """What the module of the game offers."""

    def go_on(self, args: argparse.Namespace, ready: Overture, /) -> None:
        """Play in the window that is open."""

    def draw(self, args: argparse.Namespace, /) -> None:
        """Draw a screen into a file."""


def run(args: argparse.Namespace) -> int:
    """Open the window; without an actor it begins with the choice of one.

    Raises:
        InputError: an unknown scenario, actor, save or screen, or a picture that cannot be.
    """
    if args.screenshot is not None:
        _opener().draw(args)
        return 0
    if args.scenario is not None:
        scenario_file(args.scenario)
    settings = load_settings()
    settings.language = args.lang or settings.language
    gc.disable()  # nothing of what is loaded now will be garbage, and looking takes a tenth
    with overture(settings) as ready:
        _opener().go_on(args, ready)
    return 0


def _opener() -> Opener:
    return cast("Opener", importlib.import_module(DESK))
