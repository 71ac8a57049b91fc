"""What is told at the end: causes by playing again, marks, what rivals did, estimates and the truth."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from race.base.errors import InputError
from race.ground_app import ground
from race.play.names.terms import holds
from race.play.playing.cards import PLAYED, NotNowError
from race.play.playing.ground import Ground
from race.play.session import Session
from race.play.telling.marks import own_names
from race.play.telling.shown import Without
from race.scenario.game.marks import shipped_marks
from race.scenario.game.rivals import shipped_rivals


@pytest.fixture(scope="module")
def tiny() -> Ground:
    return ground("tiny")


@pytest.fixture(scope="module")
def ended(tiny: Ground) -> Session:
    """Play Russia to the end with the adviser's orders, and one that only moves money."""
    session = Session.new(tiny, "RU", seed=6)
    while session.phase != "over":
        while (question := session.event()) is not None:
            session.choose(question.options[-1].id)
        for said in session.advice():
            # each can be paid by itself; what those before it took may be missing
            with suppress(NotNowError):
                if said.order:
                    session.add(said.order, said.parameters)
        session.end_year()
    return session


@pytest.fixture(scope="module")
def causes(ended: Session) -> dict[str, Without]:
    """Return the causes of that game by order; to find them leaves the game as it is."""
    before = ended.digests
    found = {one.order: one for one in ended.causes()}
    assert ended.replay().digests == ended.digests == before
    return found


def test_a_cause_is_the_game_played_without_the_order(
    tiny: Ground, ended: Session, causes: dict[str, Without]
) -> None:
    """Each is checked against a game of its own, played year by year without the order."""
    laid = [card.order for turn in ended.record.turns for card in turn.cards]
    assert set(causes) == set(laid)
    first = max(causes, key=lambda order: causes[order].decades)
    without = Session.new(tiny, "RU", seed=6)
    for turn in ended.record.turns:
        while (question := without.event()) is not None:
            given = {one.event: one.option for one in turn.choices}
            without.choose(given.get(question.id, question.options[0].id))
        for card in turn.cards:
            if card.order != first:
                try:
                    without.add(card.order, card.parameters)
                except InputError:
                    continue
        if without.phase == "over":
            break
        without.end_year()
    expected = without.facts.own["kilometres"].value
    assert causes[first].kilometres == pytest.approx(expected, rel=1e-9)
    assert causes[first].with_it == pytest.approx(ended.facts.own["kilometres"].value, rel=1e-9)
    assert causes[first].times == laid.count(first)


def test_the_truth_is_told_at_the_end_and_not_before(tiny: Ground, ended: Session) -> None:
    with pytest.raises(InputError, match="when the game is over"):
        Session.new(tiny, "RU").aftermath()
    state = ended.positions[-1].state
    world = tiny.world
    for one in ended.aftermath().known:
        if one.actor in world.companies:
            true = state.company_speed[world.companies.index(one.actor), PLAYED]
        else:
            true = state.country_speed[world.countries.index(one.actor), PLAYED]
        assert one.truth == pytest.approx(true)
        assert one.low < one.value < one.high


def test_every_rival_has_its_reasons_in_the_language_of_the_game(ended: Session) -> None:
    for language in ("en", "ru"):
        ended.record = replace(ended.record, language=language)
        rivals = ended.aftermath().rivals
        assert {one.actor for one in rivals} == set(ended.course.game.seats) - {"RU"}
        for one in rivals:
            assert one.orders
            assert one.belief
            assert one.archetype in {
                row.title.ru if language == "ru" else row.title.en
                for row in shipped_rivals().archetypes.values()
            }


def test_every_mark_can_be_asked_and_some_are_earned_by_doing_nothing(tiny: Ground) -> None:
    session = Session.new(tiny, "RU", seed=6)
    names = session.course.game.names(session.positions[0].game)
    own = own_names(session.course)
    known = {**{name: np.array(0.0) for name in own}}

    class Known(dict[str, np.ndarray]):
        def __missing__(self, name: str) -> np.ndarray:
            return names[name]

    for mark in shipped_marks().achievements.values():
        holds(mark.when, Known(known))
    while session.phase != "over":
        while (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.end_year()
    earned = {one.id for one in session.aftermath().achievements}
    assert {"bystander", "clean_hands"} <= earned
    assert not earned & {"many_hands", "shared_road", "few_words"}
    assert list(session.causes()) == []


def test_who_bought_through_middlemen_has_no_clean_hands(ended: Session) -> None:
    laid = {card.order for turn in ended.record.turns for card in turn.cards}
    earned = {one.id for one in ended.aftermath().achievements}
    assert ("clean_hands" in earned) == ("buy_grey" not in laid)
    assert "bystander" not in earned
