"""`race play --text` and `--script`: the game in this terminal."""

from __future__ import annotations

import argparse

from race.base.errors import InputError
from race.commands.play_session import session_of
from race.game_app import game_of_script
from race.ground_app import ground
from race.play.records.saves import Shelf
from race.play.words import Words
from race.scenario.game.script import read_game_script
from race.terminal.choose import choose_seat
from race.terminal.game import TerminalGame
from race.terminal.script import play_script
from race.terminal.talk import Talk


def run(args: argparse.Namespace) -> int:
    """Play in the terminal.

    Raises:
        InputError: an unknown scenario, actor, script or save.
    """
    talk = Talk()
    if args.script is not None:
        _refuse_with_script(args)
        script = read_game_script(args.script)
        play_script(game_of_script(script, language=args.lang or "en"), script, talk)
        return 0
    if args.seat is None and args.resume is None and args.code is None:
        place = ground(args.scenario or "2022", args.overlay)
        args.seat = choose_seat(place, Words(args.lang or "en"), talk)
        if not args.seat:
            return 0
    shelf = Shelf(args.saves)
    session = session_of(args, shelf, talk.tell)
    if not TerminalGame(session, talk).play():
        talk.tell(Words(session.language)("text.left", folder=shelf.folder))
    return 0


def _refuse_with_script(args: argparse.Namespace) -> None:
    for name in ("scenario", "seat", "seed", "difficulty", "resume", "code"):
        if getattr(args, name) is not None:
            raise InputError(f"--script: the script sets the game; take --{name} out")
