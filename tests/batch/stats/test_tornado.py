"""A tornado tells what matters from chance."""

import numpy as np
import pytest
from scipy import stats

from race.base.errors import InputError
from race.batch.stats.tornado import tornado

FUTURES = 1000


def draws(random: np.random.Generator, count: int) -> dict[str, np.ndarray]:
    return {f"figure.{number}": random.random(FUTURES) for number in range(count)}


def test_strongest_comes_first_and_the_rest_is_not_told() -> None:
    random = np.random.default_rng(5)
    drawn = draws(random, 50)
    values = np.exp(5.0 * drawn["figure.7"] - 2.0 * drawn["figure.3"] + random.random(FUTURES))
    bars = tornado(drawn, values)
    assert [bar.name for bar in bars[:2]] == ["figure.7", "figure.3"]
    assert [bar.told for bar in bars] == [True, True] + [False] * 48
    assert bars[0].low.high < bars[0].high.low
    assert bars[1].low.low > bars[1].high.high
    assert (bars[0].least, bars[0].most) == pytest.approx((0.2, 0.8), abs=0.05)
    expected = stats.spearmanr(drawn["figure.7"], values).statistic
    assert bars[0].correlation == pytest.approx(expected)


def test_chance_is_rarely_taken_for_an_effect() -> None:
    random = np.random.default_rng(2)
    false = sum(
        any(bar.told for bar in tornado(draws(random, 10), random.random(FUTURES)))
        for _ in range(100)
    )
    assert false <= 12


def test_gaps_without_bound_have_their_rank() -> None:
    random = np.random.default_rng(3)
    drawn = draws(random, 2)
    values = np.where(drawn["figure.0"] > 0.7, np.inf, drawn["figure.0"])
    first, second = tornado(drawn, values)
    assert first.name == "figure.0"
    assert first.high.estimate == np.inf
    assert not second.told


def test_what_does_not_vary_has_no_bar() -> None:
    drawn = {"held": np.ones(FUTURES), "free": np.arange(FUTURES, dtype=float)}
    assert [bar.name for bar in tornado(drawn, np.ones(FUTURES))] == ["free"]


def test_faults_are_refused() -> None:
    random = np.random.default_rng(4)
    drawn, values = draws(random, 2), random.random(FUTURES)
    values[5] = np.nan
    with pytest.raises(InputError, match="km: not a number in replicate 5"):
        tornado(drawn, values, "km")
    with pytest.raises(InputError, match="10 futures; a tornado needs 50"):
        tornado({}, random.random(10))
    with pytest.raises(InputError, match="a: 3 draws for 1000 futures"):
        tornado({"a": np.ones(3)}, random.random(FUTURES))
