"""Errors say what, where, what was given, what is allowed and what to do."""

import copy
import pickle

import pytest

from race.base.errors import Fault, InputError, RaceError, RunError, ScenarioError

WHOLE = Fault(
    file="a.yaml",
    line=3,
    column=7,
    key="chips.X.tdp_w",
    given="given 'hot'",
    allowed="allowed: a number of watts",
    advice="write 700",
)


def test_fault_is_one_line_in_the_order_place_key_given_allowed_advice() -> None:
    expected = "a.yaml:3:7: chips.X.tdp_w: given 'hot'; allowed: a number of watts; write 700"
    assert str(WHOLE) == expected


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("a.yaml", given="no such file"), "a.yaml: no such file"),
        (Fault("a.yaml", 3, given="two\nlines"), "a.yaml:3: two lines"),
        (Fault("a.yaml", key="id", advice="add it"), "a.yaml: id: add it"),
    ],
)
def test_unknown_parts_of_a_fault_are_left_out(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_scenario_error_has_one_line_for_each_fault() -> None:
    error = ScenarioError([WHOLE, Fault("b.yaml", 1, 1, given="empty file")])
    assert str(error).splitlines() == [str(fault) for fault in error.faults]
    assert len(error.faults) == 2


def test_scenario_error_travels_between_processes_with_its_faults() -> None:
    error = ScenarioError([WHOLE])
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301  our own bytes
        assert twin.faults == error.faults
        assert str(twin) == str(error)


@pytest.mark.parametrize(
    ("kind", "builtin", "code"),
    [
        (InputError, ValueError, 2),
        (ScenarioError, ValueError, 2),
        (RunError, RuntimeError, 1),
    ],
)
def test_each_error_has_its_builtin_and_its_exit_code(
    kind: type[RaceError], builtin: type[Exception], code: int
) -> None:
    assert issubclass(kind, RaceError)
    assert issubclass(kind, builtin)
    assert kind.exit_code == code
