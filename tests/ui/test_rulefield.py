import math
from pathlib import Path

import numpy as np
import pytest

from race.play.session import Session
from race.ui.charts.rulefield import density_at, tpp_at, x_of, y_of
from race.ui.facts.rulefield import DENIED, FREE, Corner, Line, rulefield_of_core, staircase
from race.ui.screens.editor import EditorScreen
from race.ui.session_game import SessionGame
from race.ui.window import Window
from tests.ui.bench import a_window, flagship, strike


def america(years: int) -> SessionGame:
    game = SessionGame(Session.new(flagship(), "US", scenario="2022", seed=1))
    for _ in range(years):
        end(game)
    return game


def answer(game: SessionGame) -> None:
    while (question := game.question()) is not None:
        game.choose(question.options[-1].id)


def end(game: SessionGame) -> None:
    answer(game)
    game.end_year()


def test_a_rule_denies_fast_chips_and_dense_ones_from_a_third_of_it() -> None:
    line = Line(4800.0, 5.92)
    assert line.denies(4800.0, 0.1), "fast"
    assert line.denies(1700.0, 6.0), "dense"
    assert not line.denies(4700.0, 5.0), "neither"
    assert not line.denies(1500.0, 20.0), "too slow to be asked for its density"


def test_the_edge_of_the_ground_is_a_staircase() -> None:
    corners = (Corner(1600.0, 5.92), Corner(4800.0, 0.0), Corner(3000.0, 8.0))
    inner = [(1600.0, math.inf), (1600.0, 5.92), (4800.0, 5.92), (4800.0, 0.0)]
    assert staircase(corners) == [*inner, (math.inf, 0.0)]


@pytest.mark.parametrize("line", [Line(12_000.0, 9.0), Line(3000.0, 25.0)], ids=["dense", "fast"])
def test_what_the_field_shows_as_denied_is_denied_once_the_rule_binds(line: Line) -> None:
    game = america(1)
    answer(game)
    foretold = game.rulefield().under(line)
    assert set(foretold.values()) == {FREE, DENIED}
    assert game.add("tighten_rule", {"tpp": line.tpp, "density": line.density, "lead": 0.0}) == ""
    game.end_year()
    field = rulefield_of_core(game.chronicle)
    denied = {name for name, outcome in foretold.items() if outcome == DENIED}
    assert denied <= {chip.name for chip in field.chips if chip.now == DENIED}
    world = game.chronicle.block.world
    china = (world.buyer_host == world.countries.index("CN")) & ~world.buyer_is_branch
    for name in denied:
        offered = game.chronicle.sold()[:, world.chips.index(name)] & china
        licence = game.chronicle.licence()[offered, world.chips.index(name)]
        assert np.all(licence == DENIED), name


def test_the_fastest_cut_that_stays_free_is_caught_neither_by_the_line_nor_by_rules_in_force() -> (
    None
):
    field, line = america(3).rulefield(), Line(4800.0, 5.92)
    way = field.way_round(line)
    assert way is not None
    assert not line.denies(*way)
    assert not any(corner.holds(*way) for corner in field.force)
    tighter = field.way_round(Line(1500.0, 2.0))
    assert tighter is not None
    assert tighter[0] < way[0]


def an_editor(folder: Path) -> tuple[Window, EditorScreen]:
    window = a_window(folder, "US", years=1)
    window.desk.topic = "new:tighten_rule"
    window.desk.show("editor")
    window.step([])
    screen = window.desk.top
    assert isinstance(screen, EditorScreen)
    return window, screen


def test_both_thresholds_are_moved_by_hand_and_by_key(tmp_path: Path) -> None:
    window, screen = an_editor(tmp_path)
    screen.drag("rule:density", 0.0, y_of(12.0))
    screen.drag("rule:tpp", x_of(9000.0), 0.0)
    assert screen.draft.line == Line(9000.0, 12.0)
    screen.drag("rule:both", x_of(2000.0), y_of(4.0))
    assert screen.draft.line == Line(2000.0, 4.0)
    screen.draft.chosen = 0
    strike(window, "right", "down", "left")
    assert screen.draft.line.tpp > 2000.0
    assert screen.draft.line.density < 4.0


def test_a_threshold_stays_within_what_the_order_allows(tmp_path: Path) -> None:
    _, screen = an_editor(tmp_path)
    screen.drag("rule:both", x_of(300_000.0), y_of(300.0))
    assert screen.draft.line == Line(40_000.0, 30.0)


def test_places_and_figures_of_the_field_are_inverse() -> None:
    assert tpp_at(x_of(4800.0)) == 4800.0
    assert density_at(y_of(5.9)) == 5.9


def test_each_threshold_is_taken_where_it_is_drawn_and_both_elsewhere(tmp_path: Path) -> None:
    window, screen = an_editor(tmp_path)
    window.draw()
    line = screen.draft.line
    middle = (x_of(line.corners[0].tpp) + x_of(line.tpp)) / 2.0
    places = {
        "rule:tpp": (x_of(line.tpp), y_of(150.0)),
        "rule:density": (middle, y_of(line.density)),
        "rule:both": (x_of(100_000.0), y_of(2.0)),
    }
    for name, place in places.items():
        found = window.painter.at(*place)
        assert found is not None
        assert found.name == name
