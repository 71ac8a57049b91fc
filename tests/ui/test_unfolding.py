from dataclasses import replace

import pygame
import pytest

from race.ui.canvas import Canvas
from race.ui.charts.light import draw_light
from race.ui.facts.atlas import NOWHERE, Decree, Light, Seizure
from race.ui.facts.board import Metric
from race.ui.fonts import Fonts
from race.ui.motion import YEAR_MS, YearMotion
from race.ui.screens.main import MAP
from race.ui.unfolding import draw_unfolding, unfolding
from race.ui.widgets.topbar import counting
from race.ui.words import Words

OLD = Light("Old", (55.0, 37.0), 30.0, 1e4, "SBER", "RU")
DATED = Light("Dated", (35.0, -90.0), 300.0, 1e5, "XAI", "US", since=2024.25)
UNDATED = Light("Undated", (31.0, 121.0), 300.0, 1e5, "BABA", "CN")
BEFORE = replace(NOWHERE, lights=(OLD,))
AFTER = replace(
    NOWHERE,
    lights=(OLD, DATED, UNDATED),
    decrees=(Decree((39.0, -95.0), 2024.5),),
    seizures=(Seizure((43.0, 77.0), 2000.0),),
)


def a_canvas() -> Canvas:
    pygame.font.init()
    return Canvas(pygame.Surface((1280, 720)), 1.0, Fonts())


def test_what_has_a_date_comes_at_its_moment_and_the_rest_in_the_last_quarter() -> None:
    year = unfolding(BEFORE, AFTER, 2024.0, Words())
    assert year.still.lights == (OLD,)
    moments = {light.name: moment / YEAR_MS for moment, light in year.lights}
    assert moments["Dated"] == pytest.approx(0.25)
    assert 0.75 <= moments["Undated"] < 1.0
    assert [moment / YEAR_MS for moment, _, _ in year.stamps] == [0.5, 1.0]


def _pixels(gone: float) -> bytes:
    canvas = a_canvas()
    year = unfolding(BEFORE, AFTER, 2024.0, Words())
    motion = YearMotion(0.0)
    motion.move(gone)
    draw_unfolding(canvas, year, MAP, motion, Words())
    return pygame.image.tobytes(canvas.surface, "RGB")


def test_a_stamp_comes_down_and_then_lies_still() -> None:
    half = 0.5 * YEAR_MS
    assert _pixels(half - 5.0) != _pixels(half + 5.0) != _pixels(half + 100.0)
    assert _pixels(half + 200.0) == _pixels(half + 250.0)


def test_a_light_is_lit_in_three_steps() -> None:
    seen = []
    for steps in range(4):
        canvas = a_canvas()
        draw_light(canvas, DATED, MAP, steps)
        seen.append(pygame.image.tobytes(canvas.surface, "RGB"))
    assert len(set(seen)) == 4


def test_a_number_counts_from_a_year_ago_to_now() -> None:
    money = Metric("money", "Money", 30.0, "busd", 10.0)
    assert [counting(money, share).value for share in (0.0, 0.5, 1.0)] == [10.0, 20.0, 30.0]
    speed = Metric("compute", "Compute", 1e26, "flop", 1e24, factor=True)
    assert counting(speed, 0.5).value == pytest.approx(1e25)
