"""A table of chips is read strictly: every fault has its line, column, key and advice."""

import math
from pathlib import Path

import pytest

from race.base.errors import InputError, ScenarioError
from race.scenario.experiments.chip_file import read_chips

PEAKS = "fp16_dense_tflops,int8_fp8_dense_tops,fp6_dense_tops,fp4_dense_tops"
HEADER = f"name,designer_country,{PEAKS},die_area_mm2,total_io_gbs,mem_tbs,datacenter_marketed"
ROW = "X1,US,100,200,,,814,900,3.35,Y"


def write(path: Path, *lines: str) -> Path:
    file = path / "chips.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def fault(file: Path, *, with_home: bool = True) -> str:
    with pytest.raises(InputError) as caught:
        read_chips(file, with_home=with_home)
    text = str(caught.value)
    assert "\n" not in text
    return text.removeprefix(str(file))


def test_figures_are_read(tmp_path: Path) -> None:
    (chip,) = read_chips(write(tmp_path, HEADER, ROW), with_home=True)
    assert (chip.name, chip.home, dict(chip.peaks)) == ("X1", "US", {16: 100.0, 8: 200.0})
    assert (chip.logic_area_mm2, chip.io_gbs, chip.bandwidth_gbs) == (814.0, 900.0, 3350.0)
    assert chip.data_centre == 1.0


def test_empty_cells_are_not_known(tmp_path: Path) -> None:
    (chip,) = read_chips(write(tmp_path, HEADER, "X1" + "," * 9), with_home=True)
    assert chip.home == ""
    assert not chip.peaks
    figures = (chip.tpp, chip.logic_area_mm2, chip.io_gbs, chip.bandwidth_gbs, chip.data_centre)
    assert all(math.isnan(figure) for figure in figures)


def test_tpp_may_stand_for_the_peaks(tmp_path: Path) -> None:
    header = HEADER.replace(PEAKS, "tpp")
    (chip,) = read_chips(write(tmp_path, header, "X1,US,1600,814,900,3.35,n"), with_home=True)
    assert (chip.tpp, chip.data_centre) == (1600.0, 0.0)


def test_other_columns_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "chips.csv"
    lines = f'{HEADER},note\r\n\r\n{ROW},"a, ""b""\r\nc"\r\n ,,,,,,,,,,\r\nX2{ROW[2:]},\r\n'
    file.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    assert [chip.name for chip in read_chips(file, with_home=True)] == ["X1", "X2"]


@pytest.mark.parametrize(
    ("column", "given", "said"),
    [
        (3, "fast", "3: fp16_dense_tflops: given 'fast'; allowed: a finite number of at least 0"),
        (3, "nan", "3: fp16_dense_tflops: given 'nan'"),
        (4, "inf", "4: int8_fp8_dense_tops: given 'inf'"),
        (4, "1e999", "4: int8_fp8_dense_tops: given '1e999'"),
        (5, "-1", "5: fp6_dense_tops: given '-1'"),
        (6, "1_000", "6: fp4_dense_tops: given '1_000'"),
        (7, "0", "7: die_area_mm2: given '0'; allowed: a finite number above 0"),
        (8, "0x10", "8: total_io_gbs: given '0x10'"),
        (9, "٣", "9: mem_tbs: given '٣'"),
        (10, "maybe", "10: datacenter_marketed: given 'maybe'; allowed: Y, N, or nothing"),
        (2, "Atlantis", "2: designer_country: given 'Atlantis'; allowed: two capital letters"),
        (1, "", "1: name: given nothing; allowed: a name"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(
    tmp_path: Path, column: int, given: str, said: str
) -> None:
    cells = ROW.split(",")
    cells[column - 1] = given
    text = fault(write(tmp_path, HEADER, ROW, ",".join(cells)))
    assert text.startswith(f":3:{said}")
    assert "write" in text or "name the chip" in text


def test_a_line_that_began_earlier_counts_from_its_beginning(tmp_path: Path) -> None:
    lines = f'{HEADER},note\n{ROW},"two\nlines"\nX2,US,?{ROW[9:]},\n'
    file = tmp_path / "chips.csv"
    file.write_text(lines, encoding="utf-8")
    assert fault(file).startswith(":4:3: fp16_dense_tflops: given '?'")


@pytest.mark.parametrize("name", HEADER.split(","))
def test_a_missing_column_is_named(tmp_path: Path, name: str) -> None:
    text = fault(write(tmp_path, HEADER.replace(name, "other"), ROW))
    assert text.startswith(f":1:1: {name}: the column is missing; needed: name")


def test_a_missing_peak_is_not_made_up_for_by_tpp(tmp_path: Path) -> None:
    text = fault(write(tmp_path, HEADER.replace("fp4_dense_tops", "tpp"), ROW))
    assert "fp4_dense_tops: the column is missing" in text


def test_a_misspelt_column_is_recognised(tmp_path: Path) -> None:
    text = fault(write(tmp_path, HEADER.replace("die_area_mm2", "die_area_mm"), ROW))
    assert text.endswith("did you mean 'die_area_mm'?")


def test_the_designers_country_is_needed_only_where_it_matters(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER.replace("designer_country", "origin"), ROW)
    assert "designer_country" in fault(file)
    assert len(read_chips(file, with_home=False)) == 1


def test_a_column_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    text = fault(write(tmp_path, f"{HEADER},die_area_mm2", f"{ROW},814"))
    assert text.startswith(":1:11: die_area_mm2: stands in 2 columns; allowed: once")


def test_a_short_line_is_refused(tmp_path: Path) -> None:
    assert fault(write(tmp_path, HEADER, "X1,US")).startswith(":2:2: row: 2 cells; allowed: 10")


def test_a_table_without_chips_is_refused(tmp_path: Path) -> None:
    assert "no chip" in fault(write(tmp_path, HEADER))


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    assert "name: the column is missing" in fault(write(tmp_path))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert (
        fault(tmp_path / "none.csv") == ": no such file or directory; give the path of a CSV file"
    )
    assert "is a directory" in fault(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "chips.csv"
    file.write_bytes(HEADER.encode() + b"\n\xff\xfe")
    assert fault(file).startswith(f": byte {len(HEADER) + 2} is not UTF-8; save")


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    assert fault(write(tmp_path, HEADER, '"X1,US')).startswith(":2: not a table: ")


def test_the_faults_of_all_lines_are_told_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER, "X1,US", ROW, ROW.replace("X1", "", 1))
    with pytest.raises(ScenarioError) as told:
        read_chips(file, with_home=True)
    assert [(one.line, one.key) for one in told.value.faults] == [(2, "row"), (4, "name")]
