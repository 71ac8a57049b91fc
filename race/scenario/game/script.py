"""Reads a script of a game: what a player does, year by year.

game: {title: Russia pools, scenario: "2022", as: RU, seed: 3, difficulty: normal}
turns:
  2022:
    - {order: merge_pools, sites: 4, link: 100}
    - {event: exodus, choose: pay}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from race.base.errors import Fault, ScenarioError
from race.paths import scenarios_folder
from race.scenario.game.load import shipped_game
from race.scenario.game.moves import check_move
from race.scenario.text.checking import find_file, keys_of
from race.scenario.text.document import Document, read_document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe

FOLDER = Path("game") / "scripts"
GAME, TURNS = "game", "turns"
HEAD = {
    "title": "Title as shown.",
    "scenario": "Name or path of the scenario. Without it: 2022.",
    "as": "Id of the country or company that is played. Needed.",
    "seed": "Seed of the game, 0 or more. Without it: 1.",
    "difficulty": "Id of a difficulty of settings.yaml. Without it: normal.",
    "note": "Remark for readers; changes nothing.",
}
"""Keys of the head of a script, with their meaning."""
NEEDED = ("as",)
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Move:
    """An order with its parameters, or the answer to an event; `place` is where it stands."""

    order: str
    event: str
    choose: str
    parameters: Mapping[str, float | str]
    place: Fault


@dataclass(frozen=True)
class GameScript:
    """A script: who plays what, and the moves of each year."""

    title: str
    scenario: str
    seat: str
    seed: int
    difficulty: str
    moves: Mapping[int, tuple[Move, ...]]


def shipped_game_scripts() -> tuple[str, ...]:
    """Name the shipped scripts, sorted."""
    return tuple(sorted(path.stem for path in (scenarios_folder() / FOLDER).glob("*.yaml")))


def read_game_script(name_or_path: str | Path) -> GameScript:
    """Read a script by the name of a shipped one or by the path of a .yaml file.

    Raises:
        InputError: there is no such script.
        ScenarioError: the file has faults; it carries all of them.
    """
    path = find_file("script", name_or_path, shipped_game_scripts(), FOLDER)
    document = read_document(path, str(name_or_path) if path == Path(name_or_path) else path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    faults = [document.fault(finding) for finding in _check(document.content)]
    if faults:
        raise ScenarioError(faults)
    return _made(document)


def _check(content: Mapping[str, Value]) -> Iterator[Finding]:
    yield from keys_of((), content, (GAME, TURNS), (GAME, TURNS))
    head = content.get(GAME, {})
    if isinstance(head, dict):
        yield from keys_of((GAME,), head, tuple(HEAD), NEEDED)
        for key, value in head.items():
            if key == "seed" and not (type(value) is int and 0 <= value < 2**63):
                yield Finding((GAME, key), f"given {describe(value)}", "allowed: 0 or more")
            elif key not in ("seed", "scenario") and not isinstance(value, str):
                yield Finding((GAME, key), f"given {describe(value)}", "allowed: a text")
    else:
        yield Finding((GAME,), f"given {describe(head)}", "allowed: keys and values")
    turns = content.get(TURNS, {})
    if not isinstance(turns, dict):
        yield Finding((TURNS,), f"given {describe(turns)}", "allowed: years and their moves")
        return
    for year, moves in turns.items():
        yield from _check_year((TURNS, year), str(year), moves)


def _check_year(path: KeyPath, year: str, moves: Value) -> Iterator[Finding]:
    if not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        yield Finding(path, f"given {year}", "allowed: a year such as 2022", at_key=True)
    if not isinstance(moves, tuple):
        yield Finding(path, f"given {describe(moves)}", "allowed: a list of moves")
        return
    for at, move in enumerate(moves):
        yield from check_move((*path, at), move, shipped_game())


def _made(document: Document) -> GameScript:
    """Make the script of a document that was found to be right."""
    head, turns = document.content[GAME], document.content[TURNS]
    if not isinstance(head, dict) or not isinstance(turns, dict):
        raise ScenarioError([Fault(document.file, given="not a script of a game")])
    return GameScript(
        title=str(head.get("title", document.file)),
        scenario=str(head.get("scenario", "2022")),
        seat=str(head["as"]),
        seed=int(str(head.get("seed", 1))),
        difficulty=str(head.get("difficulty", "normal")),
        moves={int(str(year)): tuple(_moves(document, year, rows)) for year, rows in turns.items()},
    )


def _moves(document: Document, year: str, rows: Value) -> Iterator[Move]:
    if not isinstance(rows, tuple):
        return
    for at, row in enumerate(rows):
        if isinstance(row, dict):
            yield Move(
                order=str(row.get("order", "")),
                event=str(row.get("event", "")),
                choose=str(row.get("choose", "")),
                parameters={
                    key: value if isinstance(value, str) else float(str(value))
                    for key, value in row.items()
                    if key not in ("order", "event", "choose")
                },
                place=document.fault(Finding((TURNS, year, at), "")),
            )
