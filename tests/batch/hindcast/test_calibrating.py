"""Calibration: what is pinned down narrows, what is not stays, and the data files are rewritten."""

import sys
from pathlib import Path

import numpy as np
import pytest

from race.base.errors import RunError
from race.batch.hindcast import calibrating
from race.batch.hindcast.calibrating import Posterior, calibrate, in_units, predicted, with_prior
from race.batch.hindcast.ensemble import Series, Subject
from race.batch.hindcast.settling import settled, write_data, write_table
from race.paths import scenarios_folder
from race.scenario.experiments.targets import Target
from race.scenario.load import load
from race.scenario.models.values import Distribution, Quantity
from tests.worlds import compiled, usual


@pytest.fixture(scope="module")
def subject() -> Subject:
    world, book = compiled()
    return Subject(world, book, usual(world))


def figure(year: int, value: float) -> Target:
    return Target(
        f"T{year}", "stock", "m", "world", year, value, value, value, "H100e", "given",
        True, "E2", "CONFIRMED", "",
    )  # fmt: skip


def test_what_decides_a_figure_is_found_and_the_rest_stays(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a stand-in for the model the figure is grey.hub_imports, and nothing else.

    Its prior is lognormal around 60 with sigma 0.7; a figure of 100, known to 17 %, leaves a
    quarter of that, around 97.
    """
    name = "grey.hub_imports"

    def stand_in(*args: object, held: dict[str, np.ndarray], **more: object) -> Series:
        return {2025.0: {("m", "world"): held[name]}}

    monkeypatch.setattr(calibrating, "run_futures", stand_in)
    found = calibrate(subject, [figure(2024, 100.0)], members=200)
    row = found.names.index(name)
    others = np.delete(found.width, row)
    assert np.median(found.figures()[name]) == pytest.approx(97.0, rel=0.1)
    assert 0.15 < found.width[row] < 0.4
    assert np.median(others) > 0.85


def test_a_calibration_is_the_same_each_time(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stand_in(*args: object, held: dict[str, np.ndarray], **more: object) -> Series:
        return {2025.0: {("m", "world"): 10.0 * held["finance.growth"]}}

    monkeypatch.setattr(calibrating, "run_futures", stand_in)
    one, two = (calibrate(subject, [figure(2024, 13.0)], members=40) for _ in range(2))
    np.testing.assert_array_equal(one.members, two.members)


def test_figures_of_a_group_held_back_are_not_used(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def count(targets: list[Target], series: Series) -> np.ndarray:
        seen.append(len(targets))
        return predicted(targets, series)

    def stand_in(*args: object, held: dict[str, np.ndarray], **more: object) -> Series:
        values = 10.0 * held["finance.growth"]
        return {2024.0: {("m", "world"): values}, 2025.0: {("m", "world"): values}}

    monkeypatch.setattr(calibrating, "run_futures", stand_in)
    monkeypatch.setattr(calibrating, "predicted", count)
    other = figure(2023, 5.0)
    kept = Target(**{name: getattr(other, name) for name in other.__slots__} | {"group": "money"})
    calibrate(subject, [figure(2024, 13.0), kept], members=40, held_back={"stock"})
    assert set(seen) == {1}


def test_without_the_library_the_command_says_what_to_install(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyesmda", None)
    with pytest.raises(RunError, match=r"three-kilometres\[calibration\]"):
        calibrate(subject, [figure(2024, 13.0)], members=4)


def test_members_are_figures_within_their_priors(subject: Subject) -> None:
    names, quantities = with_prior(subject)
    figures = in_units(names, quantities, np.tile([-9.0, 0.0, 9.0], (len(names), 1)))
    for name, one in zip(names, quantities, strict=True):
        assert one.prior is not None
        if one.prior.kind == "triangular":
            low, _, high = one.prior.parameters
            assert low <= figures[name].min() <= figures[name].max() <= high


@pytest.mark.parametrize(
    "prior",
    [
        Distribution(kind="triangular", low=1.0, mode=2.0, high=4.0),
        Distribution(kind="lognormal", median=2.0, sigma=0.5),
        Distribution(kind="normal", mean=2.0, sd=0.5),
    ],
)
def test_what_is_left_lies_around_where_it_moved(prior: Distribution) -> None:
    quantity = Quantity(value=2.0, unit="1", prior=prior, source="M", status="MODEL")
    higher, narrower = settled(quantity, 1.0, 0.5)
    lower, _ = settled(quantity, -1.0, 0.5)
    assert lower < 2.3 < higher
    assert narrower.kind == prior.kind
    _, widest = settled(quantity, 0.0, 3.0)
    if prior.kind != "triangular":
        assert widest.parameters[1] == prior.parameters[1], "never wider than the prior"


def test_the_data_files_are_rewritten_and_still_a_scenario(
    subject: Subject, tmp_path: Path
) -> None:
    """Copies of the data with other values load, and every calibrated figure has moved."""
    names, quantities = with_prior(subject)
    moved = Posterior(names, quantities, np.tile([0.1, 0.3], (len(names), 1)))
    data = scenarios_folder() / "data"
    for file in data.iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    write_data(moved, data, tmp_path)
    write_table(moved, tmp_path / "posterior.csv")
    scenario = tmp_path / "2022.yaml"
    text = (scenarios_folder() / "2022.yaml").read_text(encoding="utf-8")
    scenario.write_text(text.replace("- data/", "- "), encoding="utf-8")
    other = load(scenario)
    quantity = other.parameters["finance.growth"]
    value, distribution = settled(quantity, 0.2, 0.1)
    assert quantity.value == value
    assert quantity.distribution == distribution
    assert quantity.prior == load("2022").parameters["finance.growth"].prior
    share = other.companies["MSFT"].cluster_share
    assert share is not None
    assert share.value == settled(share, 0.2, 0.1)[0]
    assert len((tmp_path / "posterior.csv").read_text().splitlines()) == len(names) + 1
