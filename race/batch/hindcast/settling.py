"""Writes what a calibration left into copies of the data files: values and distributions."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np

from race.base.arrays import Floats
from race.base.errors import RunError
from race.batch.hindcast.calibrating import Posterior, normal_share
from race.scenario.models.values import PARAMETERS_OF_KIND, Distribution, Quantity
from race.world.draws import quantile

NARROWEST = 0.3
"""Of the prior's deviations: an ensemble of some hundreds understates what is left."""
ENDS = 2.2
"""Deviations from the middle at which a triangular distribution ends."""
FILES = {"supply": "supply.yaml", "company": "companies.yaml"}
PARAMETERS = "parameters.yaml"
_DIGITS = 4


def settled(quantity: Quantity, middle: float, width: float) -> tuple[float, Distribution]:
    """Return the value and the distribution that a calibration leaves of a quantity.

    Args:
        quantity: with its prior.
        middle: of what is left, in deviations from the middle of the prior.
        width: of what is left, 1 for that of the prior.

    Raises:
        RunError: the quantity has no prior.
    """
    prior = quantity.prior
    if prior is None:
        raise RunError("a quantity without a prior is not calibrated")
    width = float(np.clip(width, NARROWEST, 1.0))
    if prior.kind in ("lognormal", "normal"):
        first, spread = prior.parameters
        spread = _rounded(spread * width)
        if prior.kind == "lognormal":
            value = _rounded(first * float(np.exp(prior.parameters[1] * middle)))
            return value, Distribution(kind="lognormal", median=value, sigma=spread)
        value = _rounded(first + prior.parameters[1] * middle)
        return value, Distribution(kind="normal", mean=value, sd=spread)
    low, mode, high = _at(prior, np.array([middle - ENDS * width, middle, middle + ENDS * width]))
    return mode, Distribution(kind="triangular", low=low, mode=mode, high=high)


def write_data(posterior: Posterior, data: Path, folder: Path) -> list[Path]:
    """Copy the data files into a folder with the calibrated values; give the files.

    Raises:
        RunError: a calibrated quantity stands on no line of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, str] = {}
    rows = zip(
        posterior.names, posterior.quantities, posterior.middle, posterior.width, strict=True
    )
    for name, quantity, middle, width in rows:
        kind, _, rest = name.partition(".")
        file = FILES.get(kind, PARAMETERS)
        text = texts.get(file) or (data / file).read_text(encoding="utf-8")
        entry = rest if kind in FILES else name
        value, distribution = settled(quantity, float(middle), float(width))
        texts[file] = _replaced(text, entry, kind == "company", value, distribution)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return [folder / file for file in texts]


def write_table(posterior: Posterior, file: Path) -> None:
    """Write prior and posterior of each quantity, and how far the figures pin it down."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            ("quantity", "prior_p5", "prior_p50", "prior_p95", "p5", "p50", "p95", "moved", "width")
        )
        for row, (name, quantity) in enumerate(
            zip(posterior.names, posterior.quantities, strict=True)
        ):
            if quantity.prior is None:
                continue
            middle, width = float(posterior.middle[row]), float(posterior.width[row])
            before = _at(quantity.prior, np.array([-1.645, 0.0, 1.645]))
            after = _at(quantity.prior, middle + width * np.array([-1.645, 0.0, 1.645]))
            writer.writerow((name, *before, *after, f"{middle:+.2f}", f"{width:.2f}"))


def _at(distribution: Distribution, deviations: Floats) -> list[float]:
    return [_rounded(float(x)) for x in quantile(distribution, normal_share(deviations))]


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _replaced(
    text: str, entry: str, of_company: bool, value: float, distribution: Distribution
) -> str:
    """Replace value and distribution on the line of an entry."""
    begin = 0
    if of_company:
        company, _, entry = entry.rpartition(".")
        begin = text.index(f"\n  {company}:\n") + 1
    line = re.compile(rf"^ +{re.escape(entry)}: {{.*}}$", re.MULTILINE).search(text, begin)
    if line is None or "prior:" not in line[0]:
        raise RunError(f"{entry}: no line of its own with a prior; write the entry on one line")
    new = re.sub(r"value: [^,}]+", f"value: {value:g}", line[0], count=1)
    new = re.sub(r"distribution: \{[^}]*\}", f"distribution: {_flow(distribution)}", new, count=1)
    return text[: line.start()] + new + text[line.end() :]


def _flow(distribution: Distribution) -> str:
    names = PARAMETERS_OF_KIND[distribution.kind]
    parts = ", ".join(
        f"{name}: {value:g}" for name, value in zip(names, distribution.parameters, strict=True)
    )
    return f"{{kind: {distribution.kind}, {parts}}}"
