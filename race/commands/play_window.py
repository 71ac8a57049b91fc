"""The window of `race play`: shows its first picture, and only then loads the game."""

from __future__ import annotations

import argparse
import gc

from race.paths import scenario_file
from race.ui.overture import overture
from race.ui.settings import load_settings


def run(args: argparse.Namespace) -> int:
    """Open the window; without an actor it begins with the choice of one.

    Raises:
        InputError: an unknown scenario, actor, save or screen, or a picture that cannot be.
    """
    if args.screenshot is not None:
        from race.commands.play_desk import draw  # noqa: PLC0415  # most of the time of the start

        draw(args)
        return 0
    if args.scenario is not None:
        scenario_file(args.scenario)
    settings = load_settings()
    settings.language = args.lang or settings.language
    gc.disable()  # nothing of what is loaded now will be garbage, and looking takes a tenth
    with overture(settings) as ready:
        from race.commands.play_desk import go_on  # noqa: PLC0415  # the same

        go_on(args, ready)
    return 0
