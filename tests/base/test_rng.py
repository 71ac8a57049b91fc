"""A random number depends on its address alone: seed, replicate, step, stream, index."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.base.rng import Chance, normal_quantile, stream_number

Draw = Callable[[Chance, str, int, int], np.ndarray]
KINDS: dict[str, Draw] = {
    "words": Chance.words,
    "uniform": Chance.uniform,
    "normal": Chance.normal,
    "chances": Chance.chances,
    "coarse_normal": Chance.coarse_normal,
}


@pytest.fixture(params=list(KINDS))
def draw(request: pytest.FixtureRequest) -> Draw:
    return KINDS[request.param]


@given(
    first=st.integers(0, 10_000),
    width=st.integers(1, 40),
    offset=st.integers(0, 39),
    count=st.integers(1, 21),
    step=st.integers(0, 2**40),
    seed=st.integers(0, 2**64 - 1),
)
def test_a_replicate_draws_the_same_in_any_block(
    first: int, width: int, offset: int, count: int, step: int, seed: int
) -> None:
    offset %= width
    wide = Chance(seed, first, width).uniform("a", step, count)
    narrow = Chance(seed, first + offset, width - offset).uniform("a", step, count)
    np.testing.assert_array_equal(wide[:, offset:], narrow)


def test_more_numbers_leave_the_first_ones_as_they_are(draw: Draw) -> None:
    chance = Chance(7, 3, 5)
    for count in range(1, 20):
        np.testing.assert_array_equal(draw(chance, "a", 2, 20)[:count], draw(chance, "a", 2, count))


def test_a_choice_of_numbers_are_those_of_all() -> None:
    chance = Chance(7, 3, 5, np.array([0, 4, 4]))
    places = np.array([2, 3, 9, 17, 4])
    np.testing.assert_array_equal(
        chance.uniform_at("a", 2, places), chance.uniform("a", 2, 18)[places]
    )
    assert chance.uniform_at("a", 2, places[:0]).shape == (0, 3)


def test_draws_in_between_change_nothing(draw: Draw) -> None:
    chance = Chance(7, 0, 4)
    before = draw(chance, "a", 9, 6)
    for noise in KINDS.values():
        noise(chance, "noise", 9, 13)
    np.testing.assert_array_equal(draw(chance, "a", 9, 6), before)


def test_every_part_of_the_address_counts() -> None:
    def drawn(seed: int = 1, first: int = 0, stream: str = "a", step: int = 0) -> bytes:
        return Chance(seed, first, 2).words(stream, step, 2).tobytes()

    others = [drawn(seed=2), drawn(first=2), drawn(stream="b"), drawn(step=1)]
    assert len({drawn(), *others}) == 5


def test_no_word_comes_twice_over_streams_steps_and_replicates() -> None:
    chance = Chance(5, 0, 64)
    words = [chance.words(f"stream {n}", step, 9) for n in range(20) for step in range(20)]
    assert len(np.unique(np.stack(words))) == 20 * 20 * 9 * 64


def test_words_are_philox_at_the_address() -> None:
    """The counter is (replicate, group, stream, step), as the reference generator advances it."""
    number = stream_number("a")
    reference = np.random.Philox(key=[np.uint64(11), np.uint64(0x3A11)], counter=[7, 1, number, 3])
    np.testing.assert_array_equal(Chance(11, 7, 1).words("a", 3, 8)[4:, 0], reference.random_raw(4))


def test_streams_have_numbers_of_their_own() -> None:
    assert stream_number("grey.lots") == 185_112_786
    names = ["grey.lots", "shocks.fab", "shocks.fab.size", "shocks.bust", "parameter:a"]
    assert len({stream_number(name) for name in names}) == len(names)


def test_uniform_numbers_are_even_and_never_0_or_1() -> None:
    """Chi-squared over 100 cells, 200,000 numbers: 99 degrees of freedom, 150 is beyond 1 in 1,000."""
    numbers = Chance(3, 0, 2_000).uniform("even", 1, 100).ravel()
    assert numbers.min() > 0.0
    assert numbers.max() < 1.0
    counts, _ = np.histogram(numbers, bins=100, range=(0.0, 1.0))
    expected = len(numbers) / 100
    assert ((counts - expected) ** 2 / expected).sum() < 150.0


def test_coarse_numbers_are_even_and_the_four_of_a_word_do_not_go_together() -> None:
    numbers = Chance(3, 0, 50_000).chances("coarse", 1, 4)
    assert numbers.min() > 0.0
    assert numbers.max() < 1.0
    np.testing.assert_allclose(numbers.mean(axis=1), 0.5, atol=0.005)
    together = np.corrcoef(numbers)
    assert np.abs(together - np.eye(4)).max() < 0.02


def test_coarse_normals_are_the_quantiles_of_coarse_numbers() -> None:
    chance = Chance(3, 0, 500)
    np.testing.assert_array_equal(
        chance.coarse_normal("coarse", 1, 9), normal_quantile(chance.chances("coarse", 1, 9))
    )


def test_neighbouring_replicates_steps_and_indices_do_not_go_together() -> None:
    """A correlation of 100,000 independent pairs stays within 4 / sqrt(100,000) = 0.013."""
    numbers = np.stack([Chance(9, 0, 1_000).uniform("a", step, 101) for step in range(2)])
    pairs = {
        "replicates": (numbers[0, :, :-1], numbers[0, :, 1:]),
        "steps": (numbers[0], numbers[1]),
        "indices": (numbers[0, :-1], numbers[0, 1:]),
    }
    for name, (one, other) in pairs.items():
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.013, name


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_normal_quantile_is_that_of_the_standard_library(probability: float) -> None:
    """AS 241's short form: about seven figures (Wichura 1988)."""
    expected = NormalDist().inv_cdf(probability)
    found = float(normal_quantile(np.array([probability]))[0])
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_normal_quantile_is_symmetric_and_rises() -> None:
    probability = np.linspace(1e-6, 1.0 - 1e-6, 100_001)
    quantile = normal_quantile(probability)
    assert (np.diff(quantile) > 0.0).all()
    np.testing.assert_allclose(quantile, -quantile[::-1], atol=1e-9)


def test_normal_numbers_have_mean_0_and_spread_1() -> None:
    numbers = Chance(2, 0, 1_000).normal("a", 0, 100)
    assert abs(numbers.mean()) < 0.013
    assert numbers.std() == pytest.approx(1.0, abs=0.01)
