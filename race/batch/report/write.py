"""Writes the report of a batch into its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from race.base.arguments import no_file
from race.batch.reading import read_batch
from race.batch.report.facts import Facts, gather
from race.batch.report.hinges import Hinges, hinges
from race.batch.report.page import make_report
from race.batch.report.where import explain, read_outcome, where_section
from race.batch.running.work import ReadyArm, Work
from race.batch.store.sealed import told, write_whole

NAME, PAGE = "report", "index.html"


def write_report(
    work: Work,
    folder: Path,
    *,
    year: int | None = None,
    actors: Sequence[str] = (),
    explained: str = "",
    out: Path | None = None,
) -> Path:
    """Write the page and its pictures, and return where the page is.

    Args:
        work: of the batch in the folder.
        folder: of the batch.
        year: that is asked about; the last one when None.
        actors: countries to show beside the leader; the usual ones when empty.
        explained: an outcome whose futures are to be described; see `where.read_outcome`.
        out: a folder for the report; `report` in that of the batch when None.

    Raises:
        InputError: a year or an actor that the batch does not have, a damaged file, no future yet.
        RunError: the report cannot be written.
    """
    batch = read_batch(folder)
    ready = work.ready(batch.arms[0])
    facts = gather(batch, ready.scenario, year=year, actors=actors)
    found = hinges(facts, ready)
    report = make_report(facts, found, _where(facts, ready, found, explained))
    place = folder / NAME if out is None else out
    no_file(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for one in report.pictures:
            write_whole(place / f"{one.name}.svg", one.alone)
            write_whole(place / f"{one.name}.png", one.png)
        write_whole(place / PAGE, report.html.encode())
    except OSError as error:
        raise told(error, place) from error
    return place / PAGE


def _where(facts: Facts, ready: ReadyArm, found: Hinges, text: str) -> str:
    if not text:
        return ""
    outcome = read_outcome(text, facts.scenario)
    units = {name: quantity.unit for name, quantity in found.figures.items()}
    return where_section(facts.batch, outcome, explain(facts.batch, ready, outcome), units)
