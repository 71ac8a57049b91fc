"""Any scenario can be played: seats are given by its author, or made from what actors are."""

from pathlib import Path

import pytest

from race.base.errors import InputError
from race.ground_app import ground
from race.play.playing.ground import Ground, playable, seats_of
from race.play.session import Session
from race.scenario.game.load import load_game

AUTHORED = """\
extends: amber-league.yaml
scenario: {id: my-league, title: Mine}
play: {seats: null}
seats:
  SAA: {objective: kingdom, archetype: broker, level: gentle, money: 3, programme: QUILL, plan: Be quick.}
"""


@pytest.fixture(scope="module")
def league() -> Ground:
    return ground("amber-league")


def test_the_flagship_has_the_seats_of_the_game() -> None:
    assert seats_of(ground("2022")) == tuple(load_game().seats)


def test_an_invented_world_is_played_by_those_it_names(league: Ground) -> None:
    assert playable(league) == league.scenario.play.seats
    rows = league.data.seats
    assert (rows["AMB"].archetype, rows["SAA"].archetype) == ("guardian", "fortress")
    assert rows["VEL"].archetype == "broker"


def test_every_seat_of_an_invented_world_lays_a_card_and_lives_through_years(
    league: Ground,
) -> None:
    for seat in playable(league):
        session = Session.new(league, seat)
        while (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.add("intelligence", {"source": "models"})
        session.end_year()
        assert session.turn == 1, seat


def test_a_state_without_its_programme_leads_a_company_at_home() -> None:
    tiny = ground("tiny")
    assert playable(tiny) == ("US", "CN", "RU", "NVDA")
    assert tiny.data.seats["RU"].programme == "YNDX"


def test_a_seat_is_as_its_author_says(tmp_path: Path) -> None:
    path = tmp_path / "my-league.yaml"
    path.write_text(AUTHORED, encoding="utf-8")
    made = ground(path)
    assert playable(made) == ("SAA",)
    row = made.data.seats["SAA"]
    assert (row.archetype, row.level, row.programme) == ("broker", "gentle", "QUILL")
    assert (row.money.value, row.plan.en, row.plan.ru) == (3.0, "Be quick.", "Be quick.")
    verdict = Session.new(made, "SAA").verdict
    assert [goal.text for goal in verdict.goals] == [
        "Within a year of Amber: gap below 1\u00a0year at the end of 2051.",
        "Gap below 3\u00a0years at the end of 2051.",
    ]
    with pytest.raises(InputError, match="allowed: SAA"):
        Session.new(made, "AMB")


def test_with_nobody_named_everybody_who_can_be_led_has_a_seat(tmp_path: Path) -> None:
    path = tmp_path / "my-league.yaml"
    path.write_text(AUTHORED.split("seats:\n", maxsplit=1)[0], encoding="utf-8")
    made = ground(path)
    seats = playable(made)
    assert {"AMB", "SAA", "VEL", "FEN", "LARK", "QUILL", "AMBER"} <= set(seats)
    assert "LANTERN" not in seats, "nobody leads a broker"
    programmes = {row.programme for row in made.data.seats.values()}
    assert not programmes & set(seats)


def test_the_objective_of_a_scenario_is_judged_in_its_time(league: Ground) -> None:
    """It is won if it held at a year end until its day, and stays so."""
    session = Session.new(league, "FEN", seed=4)
    game, row = session.course.game, session.course.game.seat("FEN")
    held = []
    while session.phase != "over":
        while (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.end_year()
        metres = 1000.0 * session.facts.own["kilometres"].value
        held.append(metres < 1.0 and session.year - 1 <= 2048)
        counts = session.positions[-1].game.play.counts[0, row, 0]
        assert counts == sum(held)
    assert (session.verdict.standing == "win") == any(held)
    assert game.seats == seats_of(league)
