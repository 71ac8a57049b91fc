"""The parts joined: blocks of replicates, policies by name, years and dates that are allowed."""

from datetime import date

import numpy as np
import pytest

from race import app
from race.app import Setting, compute_index, prepare, simulate, smoke_run
from race.base.errors import InputError


@pytest.fixture(scope="module")
def tiny() -> Setting:
    return prepare("tiny")


def test_blocks_change_nothing(tiny: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate(tiny, replicates=5, until=2024)
    monkeypatch.setattr(app, "BLOCK", 2)
    parts = simulate(tiny, replicates=5, until=2024)
    assert parts.digests == whole.digests
    for name, values in whole.figures.items():
        assert np.array_equal(parts.figures[name], values), name


def test_replicate_k_is_the_same_future_alone_and_among_others(tiny: Setting) -> None:
    assert (
        simulate(tiny, replicates=4, until=2023).digests[:1] == simulate(tiny, until=2023).digests
    )


def test_another_policy_is_another_run(tiny: Setting) -> None:
    usual = simulate(tiny, until=2024)
    other = simulate(tiny, until=2024, policies={"CN": "random_legal"})
    assert other.digest != usual.digest


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"seed": -1}, "--seed: given -1; allowed: 0 to "),
        ({"seed": 2**63}, "--seed: given 9223372036854775808;"),
        ({"replicates": 0}, "--replicates: given 0; allowed: 1 to "),
        ({"replicates": -3}, "--replicates: given -3;"),
        ({"until": 2021}, "--until: given 2021; allowed: 2022 to 2031"),
        ({"until": 2032}, "--until: given 2032;"),
        ({"policies": {"XX": "random_legal"}}, "unknown actor 'XX'"),
        ({"policies": {"RU": "rondom_legal"}}, "did you mean 'random_legal'?"),
        ({"policies": {"RU": "hyperscaler"}}, "it plays companies"),
    ],
)
def test_what_is_not_allowed_is_refused_in_one_line(
    tiny: Setting, arguments: dict[str, object], text: str
) -> None:
    with pytest.raises(InputError) as caught:
        simulate(tiny, **arguments)  # type: ignore[arg-type]  # wrong values are the test
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)


def test_smoke_run_tells_what_came_out() -> None:
    assert smoke_run("tiny").startswith("8 actors to the end of 2022: ")


def test_index_reads_the_record_to_its_last_day_and_the_model_after() -> None:
    flagship = prepare("2022")
    days = [date(2021, 6, 30), date(2022, 1, 1), date(2022, 11, 20), date(2022, 11, 21)]
    found = [compute_index(flagship, day) for day in days]
    assert [index.basis for index in found] == ["record", "record", "record", "model"]
    assert found[2].note == "as published"


def test_index_of_a_later_scenario_reads_the_record_to_its_start() -> None:
    october = prepare("2023-october")
    assert compute_index(october, date(2022, 11, 20)).note == "as published"
    assert compute_index(october, date(2023, 10, 1)).basis == "record"
    assert compute_index(october, date(2024, 1, 1)).basis == "model"


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2032, 1, 1)])
def test_index_of_a_day_that_nothing_has_is_refused(tiny: Setting, day: date) -> None:
    with pytest.raises(InputError, match="--at: given"):
        compute_index(tiny, day)
