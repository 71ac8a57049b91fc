"""A session is a function of its record: saved, shared, branched or played again, it is the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from race.base.errors import InputError
from race.ground_app import ground
from race.play.playing.ground import Ground
from race.play.records.saves import Shelf
from race.play.records.share import from_code
from race.play.session import Session


@pytest.fixture(scope="module")
def tiny() -> Ground:
    return ground("2022")


@pytest.fixture(scope="module")
def played(tiny: Ground, tmp_path_factory: pytest.TempPathFactory) -> Session:
    shelf = Shelf(tmp_path_factory.mktemp("saves"))
    session = Session.new(tiny, "RU", seed=3, language="ru", shelf=shelf)
    for _ in range(3):
        if (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.end_year()
    return session


def test_a_new_game_waits_for_orders_of_its_first_year(tiny: Ground) -> None:
    session = Session.new(tiny, "RU")
    assert (session.turn, session.year, session.phase, session.seat) == (0, 2022, "orders", "RU")
    assert session.turns == 15


def test_each_year_is_reported_quarter_by_quarter(played: Session) -> None:
    report = played.report()
    assert (report.year, report.seat) == (2024, "RU")
    assert [frame.quarter for frame in report.frames] == [1, 2, 3, 4]
    assert report.own_after["ratio"] > 1.0


def test_the_causes_multiply_to_the_ratio(played: Session) -> None:
    report = played.report()
    product = 1.0
    for cause in report.causes:
        product *= cause.after
    assert product == pytest.approx(report.own_after["ratio"], rel=1e-6)


def test_the_gap_is_explained_by_days_here_and_days_there(played: Session) -> None:
    why = played.facts.own["training_gap_years"].why
    here, there = why.children
    assert here.value - there.value == pytest.approx(why.value)
    record, pool = here.children
    assert record.value / pool.value / 31_557_600 == pytest.approx(here.value)


def test_others_are_known_with_a_band(played: Session) -> None:
    estimate = played.facts.of("US")["speed_flops"]
    assert estimate.low < estimate.value < estimate.high


def test_a_saved_game_goes_on_with_the_same_states(tiny: Ground, played: Session) -> None:
    assert played.shelf is not None
    found, refused = played.shelf.newest()
    assert found is not None
    assert not refused
    again = Session(tiny, found.record)
    assert again.digests == played.digests
    assert (again.turn, again.language) == (3, "ru")


def test_a_share_code_gives_the_same_game(tiny: Ground, played: Session) -> None:
    again = Session(tiny, from_code(played.share_code()))
    assert again.digests == played.digests


def test_a_branch_stands_where_the_turn_was_opened(tiny: Ground, played: Session) -> None:
    branch = played.branch(1)
    assert (branch.turn, branch.year) == (1, 2023)
    branch.end_year()
    assert branch.digests == played.digests[:2]


def test_any_turn_may_be_played_again_once_the_game_is_over(tiny: Ground) -> None:
    session = Session.new(tiny, "CN", difficulty="expert")
    session.end_year()
    with pytest.raises(InputError, match="allowed"):
        session.branch(0)
    while session.phase != "over":
        if (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.end_year()
    assert session.branch(0).turn == 0


def test_a_game_changed_by_hand_is_refused(tiny: Ground, played: Session) -> None:
    first, *rest = played.record.turns
    forged = replace(played.record, turns=(replace(first, digest="0" * 64), *rest))
    with pytest.raises(InputError, match="year 2022"):
        Session(tiny, forged)


def test_a_game_of_another_scenario_is_refused(tiny: Ground, played: Session) -> None:
    opening = replace(played.record.opening, scenario_hash="0" * 64)
    with pytest.raises(InputError, match="another version"):
        Session(tiny, replace(played.record, opening=opening))


def test_two_seats_end_their_turns_one_after_the_other(tiny: Ground) -> None:
    session = Session.new(tiny, ("US", "CN"))
    question = session.event()
    assert question is not None
    with pytest.raises(InputError, match="phase event"):
        session.end_year()
    session.choose(question.options[0].id)
    assert session.end_year() is None
    assert session.seat == "CN"
    report = session.end_year()
    assert report is not None
    assert (session.turn, session.seat, report.seat) == (1, "US", "US")


def test_what_is_laid_down_lies_on_the_table_and_can_be_taken_back(tiny: Ground) -> None:
    session = Session.new(tiny, "RU")
    session.add("merge_pools", {"link": 200.0})
    assert [card.order for card in session.placed] == ["merge_pools"]
    assert session.slots_left == 3
    with pytest.raises(InputError, match="merge_pools"):
        session.add("merge_pools", {"link": 200.0})
    session.withdraw(0)
    assert session.placed == []


def test_an_order_is_refused_with_its_reason(tiny: Ground) -> None:
    session = Session.new(tiny, "RU", language="ru")
    with pytest.raises(InputError, match="ускорител"):
        session.add("domestic_mandate", {"share": 50.0})
    with pytest.raises(InputError, match="did you mean 'buy_grey'"):
        session.add("buy_gray")
    with pytest.raises(InputError, match="allowed: 1 to 400"):
        session.add("merge_pools", {"link": 4000.0})
    with pytest.raises(InputError, match="unknown parameter"):
        session.add("merge_pools", {"links": 40.0})


def test_no_more_is_laid_down_than_slots_allow(tiny: Ground) -> None:
    session = Session.new(tiny, "RU")
    for field in ("efficiency", "utilisation", "pool_methods", "algorithms"):
        session.add("fund_research", {"field": field, "money_spent": 0.02})
    with pytest.raises(InputError, match="slot"):
        session.add("merge_pools")


def test_a_preview_tells_price_time_and_what_changes(tiny: Ground) -> None:
    preview = Session.new(tiny, "CN").preview("merge_pools", {"link": 100.0})
    assert preview.legal
    assert preview.price_busd == pytest.approx(0.14)
    assert preview.backing == 8.0
    changed = {effect.measure: effect for effect in preview.effects}
    assert changed["pool"].after > changed["pool"].before
    assert changed["kilometres"].low <= changed["kilometres"].after <= changed["kilometres"].high


def test_orders_change_the_game_and_the_same_orders_give_the_same_game(tiny: Ground) -> None:
    ends = []
    for orders in ((), ("merge_pools",), ("merge_pools",)):
        session = Session.new(tiny, "RU", seed=5)
        for order in orders:
            session.add(order)
        session.end_year()
        ends.append(session.digests[0])
    assert ends[0] != ends[1]
    assert ends[1] == ends[2]


def test_a_preview_and_foresight_change_nothing(tiny: Ground) -> None:
    quiet, curious = (Session.new(tiny, "RU", seed=5) for _ in range(2))
    curious.preview("merge_pools")
    curious.foresight(4, 1)
    assert curious.advice() == quiet.advice()
    quiet.end_year()
    curious.end_year()
    assert quiet.digests == curious.digests


def test_what_others_will_probably_do_is_told_with_shares(tiny: Ground) -> None:
    session = Session.new(tiny, ("RU", "IN"))
    moves = session.likely("CN")
    assert 1 <= len(moves) <= 3
    assert all(0.0 < move.share <= 1.0 for move in moves)
    assert session.likely("RU") == session.likely("GOOG") == []
    with pytest.raises(InputError, match="a person plays there"):
        session.likely("IN")


def test_an_unknown_seat_is_refused(tiny: Ground) -> None:
    with pytest.raises(InputError, match="seat 'XX'"):
        Session.new(tiny, "XX")


def test_the_folder_of_saves_keeps_to_the_ring(played: Session) -> None:
    assert isinstance(played.shelf, Shelf)
    assert len(list(Path(played.shelf.folder).iterdir())) == 5


def test_an_order_of_once_a_year_is_refused_a_second_time_with_its_reason(tiny: Ground) -> None:
    session = Session.new(tiny, "US")
    question = session.event()
    assert question is not None
    session.choose(question.options[0].id)
    session.add("tighten_rule", {"tpp": 3000.0})
    with pytest.raises(InputError, match="once a year"):
        session.add("tighten_rule", {"tpp": 2000.0})
