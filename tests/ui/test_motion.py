"""Movements that come and go: cards and fans."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from race.ui.facts.fan import Fan, between
from race.ui.motion import CARD_MS, FAN_MS, CardMotion, FanMotion
from race.ui.screens.main import MainScreen
from tests.ui.bench import Clock, a_window, strike

OLD = Fan((2023.0, 2024.0), ((1.0,) * 5, (4.0,) * 5), futures=16, wanted=256)
NEW = Fan((2023.0, 2024.0, 2025.0), ((4.0,) * 5, (1.0,) * 5, (9.0,) * 5), futures=256, wanted=256)


def test_a_fan_goes_along_logarithms_and_years_that_are_new_stand_at_once() -> None:
    half = between(OLD, NEW, 0.5)
    assert [row[2] for row in half.points] == pytest.approx([2.0, 2.0, 9.0])
    assert between(OLD, NEW, 1.0).points == NEW.points


def test_the_last_fan_stays_until_the_next_is_known() -> None:
    motion = FanMotion()
    motion.take(OLD, 0.0, at_once=False)
    assert motion.at(0.0) == OLD
    motion.take(None, 10.0, at_once=False)
    assert (motion.waits, motion.at(10.0)) == (True, OLD)
    motion.take(NEW, 1000.0, at_once=False)
    assert motion.share(1000.0) < 1.0
    assert motion.at(1000.0 + FAN_MS) == NEW


def test_with_less_motion_fans_and_cards_are_there_at_once() -> None:
    fan, cards = FanMotion(), CardMotion()
    fan.take(OLD, 0.0, at_once=True)
    fan.take(NEW, 1.0, at_once=True)
    cards.seen(1, 0.0, at_once=True)
    assert fan.at(1.0) == NEW
    assert cards.share(0.0) == 1.0


@pytest.mark.parametrize("frames", [1, 4, 40])
def test_a_card_that_is_laid_comes_to_its_place_however_slow_the_frames(
    tmp_path: Path, frames: int
) -> None:
    window = a_window(tmp_path, "RU")
    main, clock = window.desk.screens[0], window.clock
    assert isinstance(main, MainScreen)
    assert isinstance(clock, Clock)
    strike(window, "s")
    assert main.cards.share(window.desk.now_ms) < 1.0
    for _ in range(frames):
        clock.seconds += (CARD_MS / 1000.0 + 0.1) / frames
        window.step([])
    drawn = pygame.surfarray.array3d(window.surface)
    assert not window.step([])
    main.changed()
    window.draw()
    assert np.array_equal(drawn, pygame.surfarray.array3d(window.surface))
