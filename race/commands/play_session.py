"""The game that the arguments of `race play` ask for: new, saved or shared."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from race.base.errors import InputError
from race.game_app import new_game, resume_game, shared_game
from race.play.records.saves import Save, Shelf, read_save
from race.play.session import Session


def session_of(args: argparse.Namespace, shelf: Shelf, tell: Callable[[str], None]) -> Session:
    """Return the game that the arguments ask for; `tell` is told of saves that are damaged.

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
        return resume_game(_save(args.resume, shelf, tell), shelf)
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


def _save(given: str, shelf: Shelf, tell: Callable[[str], None]) -> Save:
    """Return the save that was asked for, or the newest; where it is damaged, name the one before."""
    if not given:
        found, refused = shelf.newest()
        if found is None:
            why = f"; {refused[0].reason}" if refused else ""
            raise InputError(f"{shelf.folder}: no saved game{why}; begin one with --as ACTOR")
        for one in refused:
            tell(one.reason)
        return found
    named = shelf.folder / f"{given}.3km"
    path = named if named.is_file() else Path(given)
    try:
        return Save(path, read_save(path))
    except InputError as error:
        before = shelf.before(path)
        advice = f"; the one before it: --resume {before.path}" if before else ""
        raise InputError(f"{error}{advice}") from error
