import math
from collections.abc import Iterator

import pytest

from race.play.session import Session
from race.ui.charts.causes import growth_line
from race.ui.facts.board_of_core import index_of_core
from race.ui.facts.fan import Fan, widest
from race.ui.facts.gazetteer import places
from race.ui.facts.tabs_of_core import TABS
from race.ui.facts.topics import chapters
from race.ui.facts.year import Term
from race.ui.session_game import SessionGame
from race.ui.words import Words
from tests.ui.bench import a_game, flagship

WORDS = Words("en")


def _played(seat: str = "RU", years: int = 2) -> SessionGame:
    game = a_game(seat, years)
    assert isinstance(game, SessionGame)
    return game


def test_money_and_support_of_the_top_bar_are_those_of_the_session() -> None:
    game = _played()
    own = game.session.facts.own
    metrics = {metric.name: metric for metric in game.metrics(WORDS)}
    assert metrics["money"].value == own["money"].value
    assert metrics["support"].value == own["backing"].value
    assert metrics["money"].before == game.session.report().own_before["money"]


def test_the_gap_of_the_road_is_that_of_the_session() -> None:
    game = _played()
    metres = 1000.0 * game.session.facts.own["kilometres"].value
    assert game.road(WORDS).gap_m == pytest.approx(metres, rel=1e-9)


def test_others_are_shown_as_believed_and_never_as_they_are() -> None:
    game = _played()
    road, beliefs = game.road(WORDS), game.beliefs
    other = next(r for r in road.runners if r.actor in {"AE", "FR"} and r.gap_m.value > 0.0)
    true = game.chronicle.figure("training_gap_years", other.actor) * 0.15
    assert other.gap_m.value != pytest.approx(true, rel=1e-6)
    rows = {row.actor: row for row in index_of_core(game.chronicle, "RU", WORDS, beliefs)}
    believed = beliefs["US"].value / game.chronicle.figure("speed_flops", "US")
    total = game.chronicle.figure("compute_h100e", "US")
    assert rows["US"].total.value == pytest.approx(total * believed)


def test_the_index_is_ordered_by_what_is_shown() -> None:
    game = _played()
    rows = [row for row in game.index(WORDS) if not row.you]
    assert [row.total.value for row in rows] == sorted((r.total.value for r in rows), reverse=True)


def test_every_number_of_the_top_bar_opens_into_its_terms() -> None:
    game = _played()
    for metric in game.metrics(WORDS):
        term = game.why(metric.name, WORDS)
        assert term is not None, metric.name
        assert term.label
        assert term.value == pytest.approx(metric.value), metric.name
        if term.delta is not None and metric.before is not None:
            assert term.delta == pytest.approx(metric.value - metric.before, abs=1e-6)


@pytest.mark.parametrize("seat", ["RU", "US", "NVDA"])
def test_the_parts_of_money_chips_and_compute_make_the_whole(seat: str) -> None:
    game = a_game(seat, years=2)
    money, chips, compute = (game.why(name, WORDS) for name in ("money", "chips", "compute"))
    assert money is not None
    assert chips is not None
    assert compute is not None
    assert money.value == pytest.approx(sum(part.value for part in money.children))
    halls, waiting = chips.children[:2]
    assert chips.value == pytest.approx(halls.value + waiting.value)
    assert halls.value == pytest.approx(sum(part.value for part in halls.children), rel=1e-3)
    speed, seconds = compute.children[:2]
    assert compute.value == pytest.approx(speed.value * seconds.value)
    assert speed.value == pytest.approx(math.prod(part.value for part in speed.children), rel=0.02)


def test_a_road_on_rented_computers_says_so_and_says_when_they_have_gone() -> None:
    rented = [a_game("RU", years=n).road(WORDS).rent for n in range(4)]
    assert "held" in rented
    assert rented[rented.index("held") :].count("") == 0


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("seat", ["RU", "US", "YNDX"])
def test_every_tab_has_rows_or_says_why_not(seat: str, tab: str) -> None:
    table = _played(seat, 1).tab(tab, "", WORDS)
    assert table.rows or table.empty
    assert all(len(row) == len(table.heads) for row in table.rows)


def test_the_log_has_the_news_of_all_years_the_newest_first() -> None:
    game = _played(years=3)
    years = [line.year for line in game.log(WORDS)]
    assert years == sorted(years, reverse=True)
    assert set(years) <= {2022, 2023, 2024}


def test_every_hub_and_country_of_the_flagship_has_a_place_on_the_map() -> None:
    game = a_game()
    world = game.chronicle.block.world
    assert set(world.countries) <= set(places()["countries"])
    hubs = {world.countries[hub] for hub in world.route_hub.tolist()}
    assert hubs <= set(places()["hubs"])


def test_a_branch_stands_where_the_game_stood() -> None:
    game = _played(years=3)
    again = game.branch(1)
    assert again.turn().turn == 2
    assert again.road(WORDS).gap_m == pytest.approx(game.history(WORDS).truth["RU"][1])


def test_the_widest_points_of_a_fan() -> None:
    fan = Fan((2023.0, 2024.0), ((1.0, 2.0, 3.0), (0.5, 2.0, 9.0)))
    assert widest(fan.points) == (0.5, 9.0)


@pytest.mark.parametrize(("seat", "years_played"), [("US", 4), ("RU", 1)])
def test_why_opens_into_the_number_of_the_road_and_its_growth_is_the_arithmetic(
    seat: str, years_played: int
) -> None:
    game, words = a_game(seat, years=years_played), Words("en")
    road, term = game.road(words), game.why("gap", words)
    assert term is not None
    assert term.value == pytest.approx(road.gap_m)
    years = term.children[0]
    slower, leader = years.children
    assert years.value == pytest.approx(slower.value - leader.value, rel=1e-6)
    line = growth_line(road, words)
    factors = [float(text[2:]) for _, text in line if text[0] in "×÷"]
    assert road.was_m is not None
    assert road.was_m * factors[0] / factors[1] == pytest.approx(road.gap_m, rel=0.15)


def test_every_row_of_why_the_gap_has_its_page_of_the_encyclopaedia() -> None:
    game, words = a_game("RU"), Words("en")
    pages = {
        topic.name for chapter in chapters(game.scenario, (), {}, words) for topic in chapter.topics
    }
    term = game.why("gap", words)
    assert term is not None
    assert {one.topic for one in every(term)} <= pages


def every(term: Term) -> Iterator[Term]:
    yield term
    for child in term.children:
        yield from every(child)


def test_others_set_out_from_where_they_were_believed() -> None:
    game, words = a_game("RU", 2), Words()
    before, now = game.past_road(2, words), game.road(words)
    for runner in now.runners:
        then = before.runner(runner.actor)
        if then is not None and not runner.leader and not then.leader:
            assert runner.was_m == pytest.approx(then.gap_m.value), runner.actor


def test_each_of_two_people_sees_what_their_own_seat_believed_of_a_year() -> None:
    game = SessionGame(Session.new(flagship(), ("CN", "RU"), scenario="2022", seed=1))
    of_china = game.beliefs_at(0)
    while (question := game.question()) is not None:
        game.choose(question.options[0].id)
    assert game.end_year() is None
    assert game.seat == "RU"
    of_russia = game.beliefs_at(0)
    assert of_china is not None
    assert of_russia is not None
    assert "RU" in of_china
    assert "RU" not in of_russia


def test_other_measures_stand_beside_the_gap_of_who_is_behind() -> None:
    behind = dict(a_game("RU", 1).beside(Words()))
    assert list(behind) == ["behind by date", "catching up takes", "models behind by"]
    assert not a_game("US", 1).beside(Words())
