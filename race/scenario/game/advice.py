"""The adviser's rules: when a line is said, what it says, and the order that it suggests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from race.scenario.game.data import GameData
from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.load import shipped_game
from race.scenario.game.names import NAMES
from race.scenario.game.parts import Words
from race.scenario.game.rivals import SEEN
from race.scenario.game.terms import condition_at, known_at, settings_at, term_at
from race.scenario.game.words import places
from race.scenario.models.fields import Frozen, Model, Table, Text
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath

RIVAL, GOAL, ORDER = "@rival", "@goal", "@order"
AIM = "@aim"
"""In place of an order: the one that brings the objective of the seat nearest."""


class AdviceRow(Model):
    """One line of the adviser.

    Attributes:
        when: a condition over the names of the game.
        text: what it says; `{place}` is filled by `numbers`.
        numbers: terms that fill the places of the text, by place; `@rival` is the name of the
            strongest other, `@goal` the smaller objective of the seat in words, `@order` the title
            of the order.
        order: the order that it suggests; empty for none; `@aim` is that of the proposals of the
            seat's archetype which brings its objective nearest.
        settings: for parameters of the order, a term for a number, an id for a choice, or a word
            for a pick such as `@rival`; the others are as usual.
        worth: what the line is worth beside its order, a term, in units of the weights of rivals.
    """

    when: Text
    text: Words
    numbers: Table[Text] = Frozen({})
    order: str = ""
    settings: Table[Text] = Frozen({})
    worth: Text = "0"


def _filled(rows: dict[str, AdviceRow]) -> dict[str, AdviceRow]:
    for name, row in rows.items():
        for text in (row.text.en, row.text.ru):
            if places(text) != frozenset(row.numbers):
                raise ValueError(f"{name}: the places of the text are not those of its numbers")
    return rows


class AdviceData(Model):
    """What the adviser may say.

    Attributes:
        advice: its lines, by id.
    """

    advice: Annotated[Table[AdviceRow], AfterValidator(_filled)]


@cache
def shipped_advice() -> AdviceData:
    """Return the adviser's table that ships with the game.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_game_file(
        game_file("advisor.yaml"), AdviceData, lambda data: check_advice(data, shipped_game())
    )


def check_advice(data: AdviceData, game: GameData) -> Iterator[Finding]:
    """Find orders, settings and names that the game has not."""
    known = {**NAMES, **SEEN}
    for name, row in data.advice.items():
        path: KeyPath = ("advice", name)
        yield from condition_at((*path, "when"), row.when, known)
        yield from term_at((*path, "worth"), row.worth, known)
        for place, text in row.numbers.items():
            if text not in (RIVAL, GOAL, ORDER):
                yield from term_at((*path, "numbers", place), text, known)
        if row.order not in ("", AIM):
            yield from known_at((*path, "order"), (row.order,), game.orders)
            yield from settings_at((*path, "settings"), row.settings, game.orders, row.order, known)
