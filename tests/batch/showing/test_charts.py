"""The charts can be drawn of any outcome, and labels keep apart."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.app import Setting, prepare, simulate
from race.batch.showing.gap_chart import draw_gap, spread_out
from race.batch.showing.index_chart import draw_index
from race.batch.showing.look import colour_of, shape_of
from race.engine.outcome import Outcome

PNG = b"\x89PNG\r\n\x1a\n"
COUNTRIES = ["US", "CN", "RU"]


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare("tiny")


@pytest.fixture(scope="module", params=[(2022, 1), (2025, 1), (2023, 3)])
def outcome(setting: Setting, request: pytest.FixtureRequest) -> Outcome:
    until, replicates = request.param
    return simulate(setting, until=until, replicates=replicates)


def test_both_charts_are_drawn(setting: Setting, outcome: Outcome, tmp_path: Path) -> None:
    draw_gap(outcome, setting.scenario, COUNTRIES, tmp_path / "gap.png")
    draw_index(outcome, setting.scenario, COUNTRIES, tmp_path / "index.png")
    for file in tmp_path.iterdir():
        assert file.read_bytes().startswith(PNG)


@pytest.mark.parametrize("gap", [0.0, float("inf"), 1e-6, 1e12])
def test_gaps_that_a_logarithm_cannot_show_do_no_harm(
    setting: Setting, outcome: Outcome, gap: float, tmp_path: Path
) -> None:
    figures = dict(outcome.figures)
    figures["training_gap_years"] = np.full_like(figures["training_gap_years"], gap)
    changed = Outcome(**{**vars(outcome), "figures": figures})
    draw_gap(changed, setting.scenario, COUNTRIES, tmp_path / "gap.png")
    assert (tmp_path / "gap.png").read_bytes().startswith(PNG)


@given(st.lists(st.floats(min_value=-10.0, max_value=10.0), min_size=1, max_size=6))
def test_labels_keep_apart_in_their_order(places: list[float]) -> None:
    wanted = {str(number): place for number, place in enumerate(places)}
    found = spread_out(wanted, 0.5, -6.0, 6.0)
    ordered = sorted(found.values())
    assert all(b - a >= 0.5 - 1e-9 for a, b in pairwise(ordered))
    assert max(found.values()) <= 6.0 + 1e-9
    for one, two in pairwise(found):
        assert wanted[one] <= wanted[two]


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread_out({"a": 1.0, "b": 3.0}, 0.5, 0.0, 6.0) == {"a": 1.0, "b": 3.0}


def test_countries_of_one_chart_differ_in_colour_and_shape() -> None:
    names = ["US", "CN", "RU", "JP", "IN", "SA"]
    assert len({colour_of(name, names) for name in names}) == len(names)
    assert len({shape_of(name, names) for name in names}) == len(names)
