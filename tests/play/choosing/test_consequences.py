"""What answers to events do, told from their own data."""

from __future__ import annotations

import pytest

from race.play.choosing.consequences import Consequences
from race.play.session import Session
from race.play.words import Words
from race.scenario.game.handles import HANDLES
from race.scenario.game.parts import Effect, Size
from tests.ui.bench import flagship


def consequences(language: str, seat: str = "RU") -> Consequences:
    session = Session.new(flagship(), seat, scenario="2022", seed=1)
    game = session.course.game
    return Consequences(game.names(session.positions[-1].game), game.seat(seat), Words(language))


def size(low: float, high: float) -> Size:
    return Size(low=low, value=(low + high) / 2.0, high=high)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_variable_has_its_name(language: str) -> None:
    words = Words(language)
    assert not [name for name in HANDLES if not words.has(f"handle.{name}")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_answer_of_every_event_is_told(language: str) -> None:
    told = consequences(language)
    nothing = Words(language)("told.nothing")
    events = told.names.table.data.events
    for row in events.values():
        for answer in row.options.values():
            own = [one for one in answer.effects if one.when is None]
            costs = answer.money.high > 0.0 or answer.act != "none"
            assert (told.of(answer) == nothing) == (not own and not costs)


def test_size_time_and_chance_are_told_with_their_units() -> None:
    told = consequences("en")
    assert (
        told.effect(Effect(handle="backing", plus=size(-5, -1))) == "support \u22125\u2026\u22121"
    )
    assert told.effect(Effect(handle="grey_money", plus=size(0.02, 0.05), quarters=4)) == (
        "money for grey purchases +$20\u2026+$50 M for 1 year"
    )
    doubted = Effect(handle="talent", plus=size(-0.4, -0.2), chance=size(0.1, 0.3), after=3)
    assert (
        told.effect(doubted)
        == "people \u221240\u2026\u221220 % (chance 10\u202630 %, in 3 quarters)"
    )
    pool = Effect(handle="join_pool", plus=size(-1, -1), quarters=2)
    assert told.effect(pool) == "membership of the pool to nothing for 2 quarters"


def test_what_depends_on_the_state_is_told_as_it_is_now() -> None:
    told = consequences("en")
    twice = Effect(handle="backing", plus=size(-1, -1), per="quarter + 0 * money")
    quarter = float(told.names["quarter"][0])
    assert told.effect(twice) == f"support \u2212{quarter:g}"
