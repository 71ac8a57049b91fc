"""Quantities and distributions."""

import pytest
from pydantic import ValidationError

from race.scenario.models.moment import Moment
from race.scenario.models.values import PARAMETERS_OF_KIND, UNITS, Distribution, Quantity


def quantity(**parts: object) -> dict[str, object]:
    return {"value": 0.43, "unit": "1", "source": "E1", "status": "CONFIRMED", **parts}


def test_a_quantity_is_frozen_and_strict() -> None:
    read = Quantity.model_validate(quantity(low=0.3, high=1, date="2022-10", note="n"))
    assert (read.value, read.unit, read.low, read.high) == (0.43, "1", 0.3, 1.0)
    assert read.date == Moment.read("2022-10")
    with pytest.raises(ValidationError):
        read.value = 0.5  # type: ignore[misc]


@pytest.mark.parametrize(
    "parts",
    [
        {"value": "0.43"},
        {"value": True},
        {"value": float("nan")},
        {"low": float("inf")},
        {"unit": "one"},
        {"status": "confirmed"},
        {"source": ""},
        {"date": "soon"},
        {"colour": "red"},
        {"note": 3},
    ],
)
def test_a_wrong_part_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(quantity(**parts))


@pytest.mark.parametrize(
    ("given", "parameters"),
    [
        ({"kind": "triangular", "low": 1, "mode": 1, "high": 3}, (1.0, 1.0, 3.0)),
        ({"kind": "uniform", "low": -1, "high": 3}, (-1.0, 3.0)),
        ({"kind": "normal", "mean": -2, "sd": 0.5}, (-2.0, 0.5)),
        ({"kind": "lognormal", "median": 2, "sigma": 0.7}, (2.0, 0.7)),
    ],
)
def test_a_distribution_gives_its_parameters_in_order(
    given: dict[str, object], parameters: tuple[float, ...]
) -> None:
    distribution = Distribution.model_validate(given)
    assert distribution.parameters == parameters
    assert len(parameters) == len(PARAMETERS_OF_KIND[distribution.kind])


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "triangular", "low": 1, "high": 3},
        {"kind": "triangular", "low": 1, "mode": 4, "high": 3},
        {"kind": "triangular", "low": 1, "mode": 1, "high": 1},
        {"kind": "uniform", "low": 1, "mode": 2, "high": 3},
        {"kind": "uniform", "low": 3, "high": 1},
        {"kind": "normal", "mean": 1, "sd": 0},
        {"kind": "lognormal", "median": 0, "sigma": 1},
        {"kind": "lognormal", "median": 1, "sigma": -1},
        {"kind": "poisson", "mean": 1},
        {},
    ],
)
def test_a_distribution_that_cannot_be_drawn_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Distribution.model_validate(given)


def test_units_are_a_closed_list_without_doubles() -> None:
    assert len(set(UNITS)) == len(UNITS)
