"""Foresight knows what the player knows, has a luck of its own, and is the same each time."""

from dataclasses import replace

import numpy as np
import pytest

from race.ground_app import ground
from race.play.foresight.imagined import Imagined
from race.play.playing.course import Position
from race.play.playing.ground import Ground
from race.play.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    place: Ground = ground("2022")
    session = Session.new(place, "RU", seed=6)
    session.end_year()
    if (question := session.event()) is not None:
        session.choose(question.options[0].id)
    return session


def imagined(session: Session, position: Position, futures: int = 4) -> Imagined:
    return Imagined(session.course, position, "RU", futures)


def test_the_same_question_has_the_same_answer(session: Session) -> None:
    one, other = session.foresight(6, 2), session.foresight(6, 2)
    assert one == other
    assert one is not None
    assert one.futures == 6
    assert len(one.years) == len(one.kilometres) == 2
    for row in one.kilometres:
        assert list(row) == sorted(row)
        assert len(row) == 5


def test_the_nearest_year_comes_first_and_more_futures_follow(session: Session) -> None:
    found = [(len(fan.years), fan.futures) for fan in session.fans(20, 2)]
    assert found == [(1, 16), (2, 16), (2, 16), (2, 20)]


def test_a_number_is_one_future_whichever_are_played_with_it(session: Session) -> None:
    position = session.positions[-1]
    wide = Imagined(session.course, position, "RU", 4)
    late = Imagined(session.course, position, "RU", 2, first=2)
    after = [one.gap_km(one.year(one.start, one.game.nothing())) for one in (wide, late)]
    np.testing.assert_array_equal(after[0][2:], after[1])


def test_a_new_card_changes_the_futures_and_leaves_those_without_it(session: Session) -> None:
    before = session.foresight(4, 3)
    session.add("fund_research", {"field": "algorithms", "money_spent": 0.5})
    with_it = session.foresight(4, 3)
    session.withdraw(0)
    assert before != with_it
    assert session.foresight(4, 3) == before


def test_the_own_state_is_exact_and_others_are_as_believed(session: Session) -> None:
    position = session.positions[-1]
    futures = imagined(session, position, 8)
    world, start = session.ground.world, futures.start.state
    true = position.state
    own = world.companies.index("RU-NAP")
    np.testing.assert_array_equal(start.company_speed[own], true.company_speed[own, 0])
    other = world.companies.index("GOOG")
    assert np.unique(start.company_speed[other]).size > 1


def test_the_truth_about_others_does_not_shine_through(session: Session) -> None:
    """Three times the true computers of a company, believed to be the same: the same futures."""
    position = session.positions[-1]
    world = session.ground.world
    other = world.companies.index("GOOG")
    state = position.state
    buyers = world.buyer_company == other
    sites = state.site_chips.copy()
    sites[buyers] *= 3.0
    columns = {}
    for name in ("company_speed", "company_own", "company_together", "company_h100e"):
        column = getattr(state, name).copy()
        column[other] *= 3.0
        columns[name] = column
    richer = position.game.with_state(state.evolve(site_chips=sites, **columns))
    one = imagined(session, position).start.state
    two = imagined(session, replace(position, game=richer)).start.state
    np.testing.assert_allclose(two.company_speed[other], one.company_speed[other])
    np.testing.assert_allclose(two.site_chips[buyers], one.site_chips[buyers])


def test_the_luck_is_not_that_of_the_game(session: Session) -> None:
    """Futures draw other numbers than the game, whose own luck foresight must not tell."""
    futures = imagined(session, session.positions[-1])
    mine = session.course.game.block.chance.uniform("shocks.world", 4, 3)
    theirs = futures.game.block.chance.uniform("shocks.world", 4, 3)
    assert not np.isin(mine, theirs).any()
    thresholds = futures.start.state.threshold
    assert np.unique(thresholds).size > 1


def test_hidden_doings_are_left_out(session: Session) -> None:
    position = session.positions[-1]
    seats = len(session.course.game.seats)
    cheating = np.ones((seats, 2))
    game = position.game.with_play(cheating=cheating, deceit=cheating * 0.2)
    start = imagined(session, replace(position, game=game)).start
    mine = session.course.game.seat("RU")
    others = np.arange(seats) != mine
    assert (start.play.cheating[others] == 0.0).all()
    assert (start.play.deceit[others] == 0.0).all()
    assert (start.play.cheating[mine] == 1.0).all()


def test_the_hardest_setting_has_no_foresight() -> None:
    assert Session.new(ground("2022"), "RU", difficulty="expert").foresight() is None


def test_a_leader_foresees_its_lead_over_the_second(session: Session) -> None:
    place = session.ground
    leader = Session.new(place, "US")
    futures = Imagined(leader.course, leader.positions[-1], "US", 4)
    start = futures.start
    gap, lead = futures.gap_km(start), futures.lead_km(start)
    assert (lead[gap > 0.0] == 0.0).all()
    rows = [n for n, row in enumerate(place.scenario.countries.values()) if not row.bloc]
    second = np.sort(start.state.country_gap[rows], axis=0)[1]
    p = futures.game.block.parameters
    years = 1000.0 * lead * p["score.plan_years"] / p["score.stride_m"]
    assert (gap == 0.0).any()
    np.testing.assert_allclose(years[gap == 0.0], second[gap == 0.0])
