"""Published figures as data: strict, sourced, and none of what came after 2024."""

from pathlib import Path

import pytest

from race.base.errors import InputError
from race.batch.hindcast.measures import MEASURES
from race.scenario.experiments.targets import BEFORE, COLUMNS, GIVEN, LAST_YEAR, read_targets
from race.scenario.load import load

GOOD = "H1,stock,stock_h100e,RU,2022-12,2,1,3,H100e,given,yes,E2,CONFIRMED,a note"


def written(folder: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    file = folder / "targets.csv"
    file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return file


def test_the_project_has_the_39_figures_that_its_measures_can_express() -> None:
    targets = read_targets()
    assert sum(target.role == GIVEN for target in targets) == 39
    assert max(target.year for target in targets) == LAST_YEAR


def test_every_figure_is_of_a_measure_in_its_unit_and_has_a_source() -> None:
    units = {(m.name, actor): m.unit for m in MEASURES for actor in m.actors}
    sources = load("2022").sources
    for target in read_targets():
        assert units[target.measure, target.actor] == target.unit, target.id
        assert target.source in sources, target.id


def test_what_simple_continuations_start_from_is_not_calibrated_on() -> None:
    assert not any(target.fit for target in read_targets() if target.role == BEFORE)


def test_a_row_is_read(tmp_path: Path) -> None:
    (target,) = read_targets(written(tmp_path, GOOD))
    assert (target.id, target.year, target.low, target.fit) == ("H1", 2022, 1.0, True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD.replace("2022-12", "2025-12"), "2024-12"),
        (GOOD.replace("2022-12", "2022-06"), "the end of a year"),
        (GOOD.replace(",2,1,3,", ",2,3,1,"), "low <= value <= high"),
        (GOOD.replace(",2,1,3,", ",two,1,3,"), "a finite number"),
        (GOOD.replace("given", "taken"), "given, own, before"),
        (GOOD.replace("yes", "perhaps"), "yes, no"),
        (GOOD.replace("CONFIRMED", "SURE"), "CONFIRMED"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        read_targets(written(tmp_path, row))
    assert "targets.csv:2" in str(refusal.value)


def test_other_columns_a_repeated_id_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="header"):
        read_targets(written(tmp_path, GOOD, header="id,value"))
    with pytest.raises(InputError, match="each id once"):
        read_targets(written(tmp_path, GOOD, GOOD))
    with pytest.raises(InputError, match="not readable"):
        read_targets(tmp_path / "none.csv")
