"""Results agree across the length of the step: rates are per year, lags are stored in years."""

from collections.abc import Mapping

import numpy as np
import pytest

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from tests.worlds import compiled, median, usual

REPLICATES, BLOCK = 128, 64
ENDS = {2025: 2026.0, 2030: 2031.0, 2036: 2037.0}
"""Year -> the moment at which it ends."""
FINE, COARSE = 0.1, 0.3
"""Powers of ten by which medians may differ between 4 and 12, and between 4 and 1 steps a year."""
CHECKED = {
    "record_flop": (2025, 2030, 2036),
    "gap of CN": (2025, 2030, 2036),
    "gap of RU": (2025, 2030, 2036),
    "installed_h100e": (2025, 2030, 2036),
    "smuggled": (2030, 2036),
}
"""Figure -> years. The smuggled chips of 2025 are left out: the trade grows tenfold a year from the
end of 2023, when the rule of 2023-11-17 begins, and a rule begins with a step at the earliest."""

Medians = Mapping[tuple[str, int], float]


def _medians(steps_per_year: int) -> Medians:
    """Return medians of the flagship under its own policies, by figure and year."""
    world, book = compiled(steps_per_year)
    found: dict[tuple[str, int], list[np.ndarray]] = {}
    for first in range(0, REPLICATES, BLOCK):
        block = make_block(world, book, 1, first, BLOCK)
        for state in states(initial_state(block), block, usual(world)):
            for year, moment in ENDS.items():
                if state.time == moment:
                    gap = dict(zip(world.countries, state.country_gap, strict=True))
                    figures = {
                        "record_flop": state.record_flop,
                        **{f"gap of {name}": gap[name] for name in ("US", "CN", "RU")},
                        "installed_h100e": state.company_h100e.sum(axis=0),
                        "smuggled": state.smuggled.sum(axis=0),
                    }
                    for name, values in figures.items():
                        found.setdefault((name, year), []).append(values)
    return {key: float(median(np.concatenate(parts))) for key, parts in found.items()}


@pytest.fixture(scope="module")
def quarters() -> Medians:
    return _medians(4)


@pytest.mark.slow
@pytest.mark.parametrize(("steps_per_year", "allowed"), [(12, FINE), (1, COARSE), (2, COARSE)])
def test_medians_agree_with_those_of_quarters(
    quarters: Medians, steps_per_year: int, allowed: float
) -> None:
    other = _medians(steps_per_year)
    off = {
        f"{name} at the end of {year}": round(float(np.log10(value / quarters[name, year])), 3)
        for (name, year), value in other.items()
        if year in CHECKED.get(name, ())
    }
    assert len(off) == sum(map(len, CHECKED.values()))
    assert {name: by for name, by in off.items() if not abs(by) <= allowed} == {}
    assert {value for (name, _), value in other.items() if name == "gap of US"} == {0.0}
