"""Begins games and goes on with them: a ground and a session, new, saved or shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from race.base.arguments import LARGEST_SEED, within
from race.base.errors import InputError
from race.ground_app import ground
from race.paths import shipped_scenarios
from race.play.records.saves import Save, Shelf
from race.play.records.share import from_code
from race.play.session import Session
from race.scenario.game.script import GameScript


def new_game(
    name_or_path: str | Path,
    seats: Sequence[str],
    *,
    overlays: Sequence[str] = (),
    seed: int = 1,
    difficulty: str = "normal",
    language: str = "en",
    shelf: Shelf | None = None,
) -> Session:
    """Begin a game of one seat, or of several that people play in turn at one machine.

    Raises:
        InputError: there is no such scenario, overlay, actor, language or difficulty.
    """
    within("--seed", seed, 0, LARGEST_SEED)
    return Session.new(
        ground(name_or_path, overlays),
        tuple(seats),
        scenario=str(name_or_path),
        seed=seed,
        difficulty=difficulty,
        language=language,
        shelf=shelf,
    )


def resume_game(save: Save, shelf: Shelf | None = None) -> Session:
    """Go on with a saved game.

    Raises:
        InputError: its scenario is not here, or is of another version.
    """
    opening = save.record.opening
    return Session(ground(opening.scenario, opening.overlays), save.record, shelf)


def shared_game(code: str, *, language: str = "en", shelf: Shelf | None = None) -> Session:
    """Go on with a game from its share code, in one's own language.

    Raises:
        InputError: it is no share code, or its scenario is not one that ships.
    """
    record = from_code(code)
    opening = record.opening
    if opening.scenario not in shipped_scenarios():
        raise InputError(
            f"share code: scenario '{opening.scenario[:60]}' does not ship with the game; "
            f"allowed: {', '.join(shipped_scenarios())}"
        )
    return Session(
        ground(opening.scenario, opening.overlays), replace(record, language=language), shelf
    )


def game_of_script(script: GameScript, *, language: str = "en") -> Session:
    """Begin the game that a script plays; it is not saved.

    Raises:
        InputError: there is no such scenario, actor or difficulty.
    """
    return new_game(
        script.scenario,
        (script.seat,),
        seed=script.seed,
        difficulty=script.difficulty,
        language=language,
    )
