"""An outcome as one JSON object and as a tidy table."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from race.base.arrays import Floats
from race.batch.showing.spread import Spread, most_common, spread
from race.batch.store.layout import PLACES
from race.engine.figures import CAUSES, FIGURES
from race.engine.outcome import Outcome

Numbers = Mapping[str, Spread]
WORLD = "world"


def summary(outcome: Outcome) -> dict[str, Spread]:
    """Return median, p10 and p90 over replicates of every figure that is a number."""
    return {name: spread(values) for name, values in outcome.figures.items() if name not in PLACES}


def as_json(outcome: Outcome, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return an outcome as one object, infinite figures as None.

    With more than one replicate the figures are medians and have `_p10` and `_p90` beside them.

    Args:
        outcome: what came out.
        about: what stands at the head beside seed, replicates and digest, such as the scenario.
    """
    numbers = summary(outcome)
    several = outcome.replicates > 1
    return {
        **about,
        "seed": outcome.seed,
        "replicates": outcome.replicates,
        "digest": outcome.digest,
        "units": {figure.name: figure.unit for figure in FIGURES if figure.name not in PLACES},
        "years": [
            {
                "year": year,
                **_names(outcome, at),
                **_figures(numbers, "world", (at,), several=several),
                "actors": _actors(outcome, numbers, at, several=several),
            }
            for at, year in enumerate(outcome.years)
        ],
    }


def dump(answer: Mapping[str, Any]) -> str:
    """Return JSON text, one line for each year."""
    years = ",\n".join(json.dumps(year, allow_nan=False) for year in answer["years"])
    head = json.dumps({**answer, "years": []}, allow_nan=False, ensure_ascii=False)
    return f"{head[:-3]}[\n{years}\n]}}"


def write_csv(outcome: Outcome, file: Path) -> None:
    """Write the tidy table: year, actor, measure, unit, value; with several replicates p10, p90."""
    several = outcome.replicates > 1
    head = ["year", "actor", "measure", "unit", "value", *(["p10", "p90"] if several else [])]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(_rows(outcome, 3 if several else 1))


def ends_of(outcome: Outcome) -> Iterator[tuple[str, float, int | None]]:
    """Give each end condition: its id, the share of futures in which it came, and the year.

    The year is the median of those futures, None where it came in none.
    """
    for name, times in outcome.ends.items():
        came = np.sort(times[np.isfinite(times)])
        year = round(came[(len(came) - 1) // 2]) - 1 if len(came) else None
        yield name, len(came) / len(times), year


def leader_of(outcome: Outcome, at: int) -> tuple[str, str]:
    """Return the ids of the country and of the company that lead most often in a year."""
    names = _names(outcome, at)
    return str(names["leader"]), str(names["leader_company"])


def _names(outcome: Outcome, at: int) -> dict[str, str | None]:
    """Return who leads in most replicates, and whose the record run is."""
    found: dict[str, str | None] = {}
    for name in PLACES:
        code = int(most_common(outcome.figures[name][at]))
        axis = outcome.countries if name == "leader" else outcome.companies
        found[name] = axis[code] if code >= 0 else None
    return found


def _actors(
    outcome: Outcome, numbers: Numbers, at: int, *, several: bool
) -> dict[str, dict[str, Any]]:
    answer: dict[str, dict[str, Any]] = {}
    for place, actor in enumerate(outcome.actors):
        row: dict[str, Any] = {**_figures(numbers, "actors", (at, place), several=several)}
        if place < len(outcome.countries):
            row |= _figures(numbers, "countries", (at, place), several=several)
        row["causes"] = {name: row.pop(f"cause_{name}") for name in CAUSES}
        for name in CAUSES if several else ():
            del row[f"cause_{name}_p10"], row[f"cause_{name}_p90"]
        answer[actor] = row
    return answer


def _figures(
    numbers: Numbers, axis: str, place: tuple[int, ...], *, several: bool
) -> dict[str, float | None]:
    row: dict[str, float | None] = {}
    for figure in FIGURES:
        if figure.axis != axis or figure.name in PLACES:
            continue
        values = numbers[figure.name]
        row[figure.name] = _finite(values.median, place)
        if several:
            row[f"{figure.name}_p10"] = _finite(values.p10, place)
            row[f"{figure.name}_p90"] = _finite(values.p90, place)
    return row


def _finite(values: Floats, place: tuple[int, ...]) -> float | None:
    value = float(values[place])
    return value if math.isfinite(value) else None


def _rows(outcome: Outcome, columns: int) -> Iterator[list[str]]:
    numbers = summary(outcome)
    axes = {"actors": outcome.actors, "countries": outcome.countries, "world": (WORLD,)}
    for at, year in enumerate(outcome.years):
        for figure in FIGURES:
            if figure.name in PLACES:
                continue
            table = [values[at].reshape(-1).tolist() for values in numbers[figure.name][:columns]]
            for actor, *values in zip(axes[figure.axis], *table, strict=True):
                texts = [repr(value) for value in values]
                yield [str(year), actor, figure.name, figure.unit, *texts]
