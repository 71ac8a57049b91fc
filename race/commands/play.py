"""`race play`: the game, in a window or, with --text, in this terminal."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import Protocol, cast

from race.base.errors import InputError
from race.game_app import game_of_script, new_game, resume_game, shared_game
from race.play.saves import Save, Shelf, read_save
from race.play.session import LANGUAGES, Session
from race.play.words import Words
from race.scenario.game_script import read_game_script
from race.terminal.game import TerminalGame
from race.terminal.script import play_script
from race.terminal.talk import Talk

WINDOW = "race.commands.play_window"
"""Loaded by name and only for the window, because the terminal needs no pygame."""


class Opener(Protocol):
    """What the module of the window offers."""

    def run(self, args: argparse.Namespace, /) -> int:
        """Open the window."""


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
    parser.add_argument("--size", default="1280x720", metavar="WxH", help="of the picture")
    parser.add_argument("--screen", default="main", metavar="NAME", help="which screen to draw")
    parser.add_argument("--years", type=int, default=0, metavar="N", help="to play before that")
    parser.add_argument("--saves", type=Path, metavar="DIR", help="folder of saved games")


def run(args: argparse.Namespace) -> int:
    """Play.

    Raises:
        InputError: an unknown scenario, actor, script or save.
    """
    if not args.text and args.script is None:
        return cast("Opener", importlib.import_module(WINDOW)).run(args)
    talk = Talk()
    shelf = Shelf(args.saves)
    if args.script is not None:
        _refuse_with_script(args)
        script = read_game_script(args.script)
        play_script(game_of_script(script, language=args.lang or "en"), script, talk)
        return 0
    session = session_of(args, shelf)
    if not TerminalGame(session, talk).play():
        talk.tell(Words(session.language)("text.left", folder=shelf.folder))
    return 0


def session_of(args: argparse.Namespace, shelf: Shelf) -> Session:
    """Return the game that the arguments ask for.

    Raises:
        InputError: an unknown scenario, actor or save, or arguments that contradict each other.
    """
    if args.resume is not None and args.code is not None:
        raise InputError("--resume and --code: give one of them")
    if args.resume is not None or args.code is not None:
        for name in ("scenario", "seat", "seed", "difficulty"):
            if getattr(args, name) is not None:
                raise InputError(f"{name}: a saved or shared game has its own; take it out")
    if args.code is not None:
        return shared_game(args.code, shelf=shelf, language=args.lang or "en")
    if args.resume is not None:
        return resume_game(_save(args.resume, shelf), shelf)
    seats = tuple(args.seat.split(",")) if args.seat else ()
    return new_game(
        args.scenario or "2022",
        seats,
        overlays=args.overlay,
        seed=1 if args.seed is None else args.seed,
        difficulty=args.difficulty or "normal",
        language=args.lang or "en",
        shelf=shelf,
    )


def _save(given: str, shelf: Shelf) -> Save:
    """Return the save that was asked for, or the newest; where it is damaged, name the one before."""
    if not given:
        found, refused = shelf.newest()
        if found is None:
            why = f"; {refused[0].reason}" if refused else ""
            raise InputError(f"{shelf.folder}: no saved game{why}; begin one with --as ACTOR")
        for one in refused:
            Talk().tell(one.reason)
        return found
    named = shelf.folder / f"{given}.3km"
    path = named if named.is_file() else Path(given)
    try:
        return Save(path, read_save(path))
    except InputError as error:
        before = shelf.before(path)
        advice = f"; the one before it: --resume {before.path}" if before else ""
        raise InputError(f"{error}{advice}") from error


def _refuse_with_script(args: argparse.Namespace) -> None:
    for name in ("scenario", "seat", "seed", "difficulty", "resume", "code"):
        if getattr(args, name) is not None:
            raise InputError(f"--script: the script sets the game; take --{name} out")
