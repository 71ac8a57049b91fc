"""Every setting holds at once, is kept in a file, and is read again."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pygame
import pytest

from race.base.arrays import Floats
from race.ui.painter import Painter
from race.ui.settings import Settings, load_settings, save_settings
from race.ui.theme import GOOD, PALETTES, RED, Colour, look
from race.ui.window import Window
from tests.ui.bench import a_window, click, strike

ACTORS = ("US", "CN", "RU", "AE", "FR")
MACHADO = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])


@pytest.fixture
def window(tmp_path: Path) -> Window:
    window = a_window(tmp_path)
    window.desk.show("settings")
    window.draw()
    return window


def _move(window: Window, x: float, y: float) -> None:
    width, height = window.size
    pixel = round(x / 1280.0 * width), round(y / 720.0 * height)
    window.step([pygame.event.Event(pygame.MOUSEMOTION, pos=pixel, rel=(0, 0), buttons=(0, 0, 0))])


@pytest.mark.parametrize("zoom", [0.75, 1.25, 1.5])
def test_everything_grows_and_every_place_is_still_reached(window: Window, zoom: float) -> None:
    click(window, f"set:zoom:{zoom}")
    window.step([])
    assert window.painter.scale == zoom
    for name in ("set:language:ru", "key:undo", "close"):
        target = window.painter.find(name)
        assert target is not None
        x, y = target.x + target.width / 2.0, target.y + target.height / 2.0
        if zoom > 1.0:
            _move(window, x, y)
        else:
            left, top = window.painter.corner
            pixel = round(left + x * zoom), round(top + y * zoom)
            window.step(
                [pygame.event.Event(pygame.MOUSEMOTION, pos=pixel, rel=(0, 0), buttons=(0, 0, 0))]
            )
        assert window.pointer.hot == name


def test_the_focus_brings_its_place_into_view(window: Window) -> None:
    window.desk.settings.zoom = 1.5
    window.draw()
    for _ in range(8):
        strike(window, "tab")
        painter: Painter = window.painter
        target = painter.find(window.pointer.focus)
        assert target is not None
        left, top = painter.corner
        x, y = left + target.x * painter.scale, top + target.y * painter.scale
        assert 0.0 <= x < window.size[0]
        assert 0.0 <= y < window.size[1]


def test_another_palette_is_drawn_at_once(window: Window) -> None:
    def has(colour: Colour) -> bool:
        picture = pygame.surfarray.array3d(window.painter.layers[0])
        return bool((picture == np.array(colour)).all(axis=-1).any())

    usual, safe = look("RU").colour, PALETTES["safe"][look("RU").colour]
    assert has(usual)
    click(window, "set:palette:safe")
    window.step([])
    assert has(safe)
    assert not has(usual)


def test_a_key_is_bound_anew_and_does_what_the_old_one_did(window: Window) -> None:
    click(window, "key:help")
    strike(window, "j")
    assert window.desk.settings.key_of("help") == "J"
    strike(window, "escape", "j")
    assert window.desk.top.name == "help"


def test_what_was_chosen_is_kept_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    chosen = Settings(language="ru", zoom=1.25, palette="safe", reduced_motion=True, speed=2.0)
    chosen.keys["help"] = "j"
    save_settings(chosen, file)
    assert load_settings(file) == chosen


@pytest.mark.parametrize("text", ["", "[]", '{"zoom": 99, "palette": "no", "keys": {"help": 1}}'])
def test_a_file_that_makes_no_sense_leaves_the_game_playable(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    found = load_settings(file)
    assert 0.5 <= found.zoom <= 2.0
    assert found.palette in PALETTES
    assert found.keys == Settings().keys


@pytest.mark.parametrize("kind", MACHADO)
def test_actors_are_told_apart_in_the_safe_palette(kind: str) -> None:
    shades = PALETTES["safe"]
    colours = [*(look(actor).colour for actor in ACTORS), look("", kind="open_collective").colour]
    seen = [_lab(shades[colour], kind) for colour in colours]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 26.0
    good, bad = _lab(shades[GOOD], kind), _lab(RED, kind)
    assert float(np.linalg.norm(good - bad)) > 60.0


def _lab(colour: Colour, kind: str) -> Floats:
    """Return a colour as such eyes see it, in CIELAB."""
    part = np.array(colour) / 255.0
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(MACHADO[kind]) @ linear, 0.0, 1.0)
    f = XYZ @ seen / WHITE
    f = np.where(f > 216.0 / 24389.0, np.cbrt(f), (24389.0 / 27.0 * f + 16.0) / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])
