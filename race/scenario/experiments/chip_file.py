"""Reads a table of chips that a user wrote: a CSV file with one chip a row.

The columns are those of the chip table: `name`, the dense peaks by format (`fp16_dense_tflops` and
so on; or `tpp` in their place), `die_area_mm2`, `total_io_gbs`, `mem_tbs`, `datacenter_marketed` (Y
or N) and `designer_country`. Other columns may stand beside them. An empty cell is not known.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from race.base.errors import Fault, InputError, ScenarioError
from race.scenario.experiments.chip_figures import NOT_KNOWN, ChipFigures, gbs
from race.scenario.text.wording import suggestion

PEAKS = {
    16: "fp16_dense_tflops",
    8: "int8_fp8_dense_tops",
    6: "fp6_dense_tops",
    4: "fp4_dense_tops",
}
AREA, IO, BANDWIDTH = "die_area_mm2", "total_io_gbs", "mem_tbs"
NAME, TPP, DATA_CENTRE, HOME = "name", "tpp", "datacenter_marketed", "designer_country"

MOST_TOLD = 50
"""Faults that are told of a table."""
NEEDED = (NAME, AREA, IO, BANDWIDTH, DATA_CENTRE)
POSITIVE = (AREA,)
NUMBERS = (
    *PEAKS.values(),
    TPP,
    AREA,
    IO,
    BANDWIDTH,
    "perf_density",
    "link_gbs_bidir",
    "pcie_gbs_bidir",
    "mem_gb",
    "tdp_w",
    "price_usd",
)
YES_OR_NO = {"y": 1.0, "yes": 1.0, "true": 1.0, "n": 0.0, "no": 0.0, "false": 0.0}

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table, which tells where a cell stands when it is wrong."""

    path: Path
    line: int
    columns: Mapping[str, int]
    cells: list[str]

    def text(self, column: str) -> str:
        """Give a cell, empty if there is no such column."""
        place = self.columns.get(column)
        return "" if place is None else self.cells[place].strip()

    def number(self, column: str) -> float:
        """Give a cell as a number, NaN where it is empty.

        Raises:
            ScenarioError: it is no finite number, negative, or 0 where that cannot be.
        """
        given = self.text(column)
        if not given:
            return NOT_KNOWN
        value = float(given) if _NUMBER.fullmatch(given) else math.nan
        least = "above 0" if column in POSITIVE else "of at least 0"
        if not math.isfinite(value) or value < 0.0 or (column in POSITIVE and value == 0.0):
            allowed = f"a finite number {least}, or nothing where it is not known"
            raise self.wrong(column, allowed, "write digits alone, such as 814 or 3.35")
        return value

    def wrong(self, column: str, allowed: str, advice: str) -> ScenarioError:
        """Make the error for a cell."""
        given = self.text(column)
        return _error(
            Fault(
                self.path,
                self.line,
                self.columns[column] + 1,
                column,
                f"given {given[:60]!r}" if given else "given nothing",
                f"allowed: {allowed}",
                advice,
            )
        )


def read_chips(path: Path, *, with_home: bool) -> list[ChipFigures]:
    """Read the chips of a CSV file, in its order.

    Args:
        path: the file.
        with_home: whether there must be a column for the designer's country.

    Raises:
        InputError: the file cannot be read.
        ScenarioError: it is not a table, a column is missing or stands there twice, or cells hold
            what may not stand there: the first of each line is told. The place is
            file:line:column, the column counted in cells from 1.
    """
    rows = _rows(path, _text(path))
    line, header = next(rows, (1, []))
    columns = _columns(path, line, header)
    _refuse_missing(path, line, columns, with_home=with_home)
    chips: list[ChipFigures] = []
    faults: list[Fault] = []
    for line, cells in rows:
        try:
            chips.append(_chip(_Row(path, line, columns, _complete(path, line, header, cells))))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults[:MOST_TOLD])
    if not chips:
        raise _error(
            Fault(path, given="no chip", allowed="allowed: one line a chip below the header")
        )
    return chips


def _text(path: Path) -> str:
    try:
        # utf-8-sig, for spreadsheets put a mark before the name of the first column
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        given = f"byte {error.start + 1} is not UTF-8"
        raise _error(Fault(path, given=given, allowed="save the table as UTF-8")) from None
    except OSError as error:
        given = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: {given}; give the path of a CSV file") from None


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines that hold anything, with the number of the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            given, allowed = f"not a table: {error}", "allowed: cells between commas"
            raise _error(Fault(path, line, given=given, allowed=allowed)) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _columns(path: Path, line: int, header: list[str]) -> dict[str, int]:
    """Give the place of each column; refuse one that stands there twice."""
    names = [name.strip() for name in header]
    for name, times in Counter(names).items():
        if name and times > 1:
            place = len(names) - names[::-1].index(name)
            given = f"stands in {times} columns"
            raise _error(Fault(path, line, place, name, given, "allowed: once", "take one out"))
    return {name: place for place, name in enumerate(names) if name}


def _refuse_missing(path: Path, line: int, columns: Mapping[str, int], *, with_home: bool) -> None:
    """Refuse a table without a column that rules ask for; without any peaks it must give TPP."""
    with_peaks = TPP not in columns or any(name in columns for name in PEAKS.values())
    needed = [*NEEDED, *(PEAKS.values() if with_peaks else [TPP]), *([HOME] if with_home else [])]
    for name in needed:
        if name not in columns:
            advice = suggestion(name, columns) or "add it; its cells may be empty"
            if any(";" in column for column in columns):
                advice = "part the columns by commas"
            given, allowed = "the column is missing", f"needed: {', '.join(needed)}"
            raise _error(Fault(path, line, 1, name, given, allowed, advice))


def _complete(path: Path, line: int, header: list[str], cells: list[str]) -> list[str]:
    """Refuse a line that is not as long as the header."""
    if len(cells) == len(header):
        return cells
    given = f"{len(cells)} cells"
    allowed = f"allowed: {len(header)}, as in the header"
    place = min(len(cells), len(header))
    advice = "put a text that holds a comma between quotes"
    raise _error(Fault(path, line, place, "row", given, allowed, advice))


def _chip(row: _Row) -> ChipFigures:
    if not row.text(NAME):
        raise row.wrong(NAME, "a name", "name the chip")
    numbers = {name: row.number(name) for name in NUMBERS}
    peaks = {bits: numbers[name] for bits, name in PEAKS.items() if not math.isnan(numbers[name])}
    return ChipFigures(
        name=row.text(NAME),
        home=_home(row),
        peaks=peaks,
        tpp=numbers[TPP],
        logic_area_mm2=numbers[AREA],
        io_gbs=numbers[IO],
        bandwidth_gbs=gbs(numbers[BANDWIDTH]),
        data_centre=_yes_or_no(row),
    )


def _home(row: _Row) -> str:
    home = row.text(HOME)
    if home and not _COUNTRY.fullmatch(home):
        raise row.wrong(HOME, "two capital letters", "write a country such as US or CN")
    return home


def _yes_or_no(row: _Row) -> float:
    given = row.text(DATA_CENTRE).lower()
    if given and given not in YES_OR_NO:
        raise row.wrong(DATA_CENTRE, "Y, N, or nothing where it is not known", "write Y or N")
    return YES_OR_NO.get(given, NOT_KNOWN)


def _error(fault: Fault) -> ScenarioError:
    return ScenarioError([fault])
