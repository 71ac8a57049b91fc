"""`race play`: the game, in a window or, with --text, in this terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from race.base.languages import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `race play`."""
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="a shipped name or a path; 2022 if not given",
    )
    parser.add_argument("--text", action="store_true", help="play in this terminal")
    parser.add_argument(
        "--as", dest="seat", metavar="ACTOR", help="whom to play, such as RU; several with commas"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="of chance; 1 if not given")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the game")
    parser.add_argument("--difficulty", metavar="ID", help="study, normal, hard or expert")
    parser.add_argument(
        "--overlay", action="append", default=[], metavar="NAME", help="an overlay of the scenario"
    )
    parser.add_argument(
        "--script", metavar="FILE", help="play a whole game from a YAML file, and end"
    )
    parser.add_argument(
        "--resume",
        nargs="?",
        const="",
        metavar="FILE",
        help="go on with a saved game; the newest if no file is given",
    )
    parser.add_argument("--code", metavar="CODE", help="go on with a game from its share code")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="draw a screen into a PNG file, and end"
    )
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write the road of a game as a .webp, and end"
    )
    parser.add_argument("--size", default="1280x720", metavar="WxH", help="of the picture")
    parser.add_argument("--screen", default="main", metavar="NAME", help="which screen to draw")
    parser.add_argument("--years", type=int, default=0, metavar="N", help="to play before that")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="folder of saved games")


def run(args: argparse.Namespace) -> int:
    """Play.

    Raises:
        InputError: an unknown scenario, actor, script or save.
    """
    # the terminal needs no pygame, and the window shows its first picture at once
    if args.text or args.script is not None:
        from race.commands.play_text import run as play  # noqa: PLC0415
    elif args.export is None:
        from race.commands.play_window import run as play  # noqa: PLC0415
    else:
        from race.commands.play_film import run as play  # noqa: PLC0415
    return play(args)
