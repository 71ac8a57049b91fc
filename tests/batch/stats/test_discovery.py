"""Scenario discovery finds the box that was put there."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.stats.discovery import discover

FUTURES = 1000


@pytest.fixture(scope="module")
def drawn() -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    return {name: random.random(FUTURES) for name in ("a", "b", "c", "d", "e")}


def test_box_is_found(drawn: dict[str, np.ndarray]) -> None:
    inside = (drawn["a"] > 0.6) & (drawn["c"] < 0.5)
    box = discover(drawn, inside)
    assert box is not None
    assert set(box.bounds) == {"a", "c"}
    assert box.bounds["a"][0] == pytest.approx(0.6, abs=0.05)
    assert box.bounds["c"][1] == pytest.approx(0.5, abs=0.05)
    assert box.coverage > 0.9
    assert box.density > 0.9
    assert box.mass == pytest.approx(0.2, abs=0.05)


def test_no_box_in_noise(drawn: dict[str, np.ndarray]) -> None:
    assert discover(drawn, np.random.default_rng(2).random(FUTURES) < 0.2) is None


def test_faults_are_refused(drawn: dict[str, np.ndarray]) -> None:
    with pytest.raises(InputError, match="0 of 1000 futures are interesting"):
        discover(drawn, np.zeros(FUTURES, dtype=np.bool_))
    spoilt = {**drawn, "b": np.where(drawn["a"] > 0.99, np.nan, drawn["b"])}
    with pytest.raises(InputError, match="b: not a number in replicates"):
        discover(spoilt, drawn["a"] > 0.5)
    with pytest.raises(InputError, match="f: 2 draws for 1000 futures"):
        discover({"f": np.ones(2)}, drawn["a"] > 0.5)
