"""Conditions are read into a typed tree, and what is wrong in one is told with its place."""

import pytest

from race.scenario.models.condition import MAXIMUM_DEPTH, Condition, ConditionError
from race.scenario.models.expression import (
    Arithmetic,
    Comparison,
    Joined,
    Negation,
    Number,
    Reading,
)
from race.scenario.models.gauges import GAUGES


def test_a_comparison_is_a_tree_with_places() -> None:
    test = Condition.read("gap_years(RU) > 100").test
    assert test == Comparison(">", Reading("gap_years", "RU", 0, 10), Number(100.0, 16), 14)


def test_and_binds_more_than_or_and_not_more_than_and() -> None:
    test = Condition.read("year < 1 or not year < 2 and year < 3").test
    assert isinstance(test, Joined)
    assert test.joint == "or"
    assert isinstance(test.right, Joined)
    assert test.right.joint == "and"
    assert isinstance(test.right.left, Negation)


def test_products_bind_more_than_sums_and_both_from_the_left() -> None:
    test = Condition.read("year - 1 - 2 * 3 == 0").test
    assert isinstance(test, Comparison)
    outer = test.left
    assert isinstance(outer, Arithmetic)
    assert isinstance(outer.left, Arithmetic)
    assert isinstance(outer.right, Arithmetic)
    assert (outer.sign, outer.left.sign, outer.right.sign) == ("-", "-", "*")


def test_brackets_hold_conditions_and_numbers() -> None:
    test = Condition.read("(year + 1) * 2 > 3 and (not (year > 1 or year < 0))").test
    assert isinstance(test, Joined)
    test = Condition.read("(year + 1) * 2 > 3 and (not (year > 1 or year < 0))").test


def test_ids_may_hold_signs() -> None:
    readings = Condition.read("cash_busd( US-DOE ) < -1.5e3").readings
    assert readings == (Reading("cash_busd", "US-DOE", 0, 11),)


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("", 0, "the end; allowed: a number, a gauge"),
        ("year", 0, "a number where a condition is wanted"),
        ("1 + 2", 2, "a number where a condition is wanted"),
        ("gap_year(RU) > 1", 0, "unknown gauge 'gap_year'; allowed: .*; did you mean 'gap_years'?"),
        ("gap_years > 1", 0, "gap_years of nobody; allowed: gap_years\\(ID\\)"),
        ("gap_years() > 1", 0, "gap_years of nobody"),
        ("gap_years(RU > 1", 0, "gap_years of nobody"),
        ("year(RU) > 1", 0, "year of somebody; allowed: year alone"),
        ("year > ", 6, "the end; allowed: a number"),
        ("year > 1 year", 9, "given 'year'; allowed: and, or, or the end"),
        ("year > 1 and", 12, "the end"),
        ("year > 1 & year < 2", 9, "given '&'; allowed: numbers"),
        ("year = 1", 5, "given '='"),
        ("1 < year < 3", 9, "given '<'; allowed: and, or, or the end"),
        ("(year > 1", 9, "the end; allowed: '\\)'"),
        ("not year", 4, "a number where a condition is wanted"),
        ("(year > 1) + 2 > 3", 6, "a condition where a number is wanted"),
        ("year > 1e999", 7, "given 1e999; allowed: a finite number"),
        ("__import__('os')", 0, "unknown gauge '__import__'"),
        ("year > '1'", 7, 'given "\'"'),
        ("year > 1; year < 2", 8, "given ';'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, at: int, said: str) -> None:
    with pytest.raises(ConditionError, match=said) as caught:
        Condition.read(text)
    assert caught.value.at == at


@pytest.mark.parametrize("part", ["(", "not ", "-"])
def test_depth_is_bounded(part: str) -> None:
    with pytest.raises(ConditionError, match="levels deep"):
        Condition.read("year > " * (part == "-") + part * (MAXIMUM_DEPTH + 1) + "1")


def test_length_is_bounded() -> None:
    with pytest.raises(ConditionError, match="characters"):
        Condition.read("year > 1 and " * 1000 + "year > 1")


def test_every_gauge_can_be_asked() -> None:
    for name, gauge in GAUGES.items():
        written = name if gauge.side == "world" else f"{name}(X)"
        assert Condition.read(f"{written} > 0").readings[0].gauge == name
