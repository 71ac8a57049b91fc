"""How long a training run takes, with the terms of the formula; no simulation.

T = C / (N x peak16 x MFU x A), as in `race.rules.pools`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from race.base.arrays import Floats
from race.base.calendar import DAYS_PER_YEAR
from race.base.errors import InputError
from race.rules.pools import TERA, availability, utilisation
from race.rules.training import training_days
from race.scenario.models.chips import Chip
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import suggestion

FABRICS = ("infiniband", "roce", "ethernet", "tpu", "ascend")
TEAMS = {"new": 0.0, "tuned": 1.0}
FULL_LINK_GBS = 600.0
"""Chip-to-chip link from which training runs at the fabric's full utilisation: that of the A100.

V100, A800 and H800 have less; the rule of October 2022 draws its line at the same figure.
"""
MOST_CHIPS = 10**9
_EMBARGOED = "D5"


@dataclass(frozen=True)
class Request:
    """A question; None stands for what the chip and the team usually have."""

    flop: float
    chip: str
    count: int
    fabric: str | None = None
    team: str = "tuned"
    mfu: float | None = None
    availability: float | None = None


@dataclass(frozen=True)
class MfuParts:
    """How model FLOP utilisation comes about: the parts add up to it.

    Attributes:
        fabric: value of the fabric for a tuned team on up to 4,096 chips.
        link: change for a chip whose link was cut.
        team: change for a new team.
        size: change for more than 4,096 chips.
    """

    fabric: float
    link: float
    team: float
    size: float

    @property
    def total(self) -> float:
        """Return the utilisation."""
        return self.fabric + self.link + self.team + self.size


@dataclass(frozen=True)
class TrainTime:
    """The answer and its terms; `mfu_parts` is None where the utilisation was given."""

    days: float
    years: float
    flop: float
    chip: str
    count: int
    peak_tflops: float
    fabric: str
    team: str
    mfu: float
    mfu_parts: MfuParts | None
    availability: float
    useful_flops: float

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return asdict(self)


def train_time(scenario: Scenario, request: Request) -> TrainTime:
    """Answer a question by the central values of a scenario's parameters.

    Raises:
        InputError: a number that is not allowed, or a chip, fabric or team that is not known.
    """
    _check(request)
    name = find_chip(request.chip, scenario)
    chip = scenario.chips[name]
    peak = peak_tflops(chip)
    fabric = request.fabric or usual_fabric(name, scenario)
    parts = None if request.mfu is not None else _mfu_parts(scenario, chip, fabric, request)
    mfu = parts.total if parts is not None else float(request.mfu or 0.0)
    up = _availability(scenario, request)
    terms = (_array(request.count), _array(peak * TERA), _array(mfu), _array(up))
    days = float(training_days(request.flop, *terms)[0])
    return TrainTime(
        days=days,
        years=days / DAYS_PER_YEAR,
        flop=request.flop,
        chip=chip.name,
        count=request.count,
        peak_tflops=peak,
        fabric=fabric,
        team=request.team,
        mfu=mfu,
        mfu_parts=parts,
        availability=up,
        useful_flops=request.count * peak * TERA * mfu * up,
    )


def find_chip(given: str, scenario: Scenario) -> str:
    """Return the id of a chip named by id, name or alias, upper and lower case alike.

    Raises:
        InputError: there is no such chip.
    """
    known = {
        word.casefold(): name
        for name, chip in scenario.chips.items()
        for word in (chip.name, *chip.aliases, name)
    }
    if given.casefold() in known:
        return known[given.casefold()]
    words = [word for name, chip in scenario.chips.items() for word in (name, *chip.aliases)]
    advice = suggestion(given, words) or "'race chips' lists them"
    raise InputError(f"--chip: unknown chip {given!r}; allowed: a chip of the catalogue; {advice}")


def peak_tflops(chip: Chip) -> float:
    """Return the dense 16-bit peak; where only 8 bits are published, half of it.

    Raises:
        InputError: neither is published.
    """
    if chip.peak_16bit_tflops:
        return chip.peak_16bit_tflops
    if chip.peak_8bit_tops:
        return chip.peak_8bit_tops / 2.0
    raise InputError(f"--chip: no peak of {chip.name} is published; choose another chip")


def usual_fabric(name: str, scenario: Scenario) -> str:
    """Return the network that clusters of a chip usually have.

    That of its designer where that builds clusters of its own chips, that of the country where it
    is arms-embargoed, else by the chip's link: InfiniBand for the full one, RoCE for a reduced one,
    Ethernet for none.
    """
    chip = scenario.chips[name]
    designer = scenario.companies.get(chip.designer or "")
    if designer is not None and designer.fabric and name in designer.own_chips:
        return designer.fabric
    embargoed = scenario.groups.get(_EMBARGOED)
    if embargoed is not None and any(chip.home == m.country for m in embargoed.members):
        return "ascend"
    if not chip.link_gbs:
        return "ethernet"
    return "infiniband" if chip.link_gbs >= FULL_LINK_GBS else "roce"


def _mfu_parts(scenario: Scenario, chip: Chip, fabric: str, request: Request) -> MfuParts:
    """Split the utilisation of `race.rules.pools.utilisation`: fabric, link, team, size."""
    p = {name: quantity.value for name, quantity in scenario.parameters.items()}
    base = p[f"training.mfu.{fabric}"]
    cut = fabric == "infiniband" and 0.0 < (chip.link_gbs or FULL_LINK_GBS) < FULL_LINK_GBS
    tuned = base * p["training.mfu.reduced_link"] if cut else base

    def use(chips: float, team: float) -> float:
        new_team, decline = p["training.mfu.new_team"], p["training.mfu.decline"]
        found = utilisation(_array(chips), _array(tuned), _array(team), new_team, decline)
        return float(found[0])

    of_team = use(1.0, TEAMS[request.team])
    whole = use(float(request.count), TEAMS[request.team])
    return MfuParts(base, tuned - base, of_team - tuned, whole - of_team)


def _availability(scenario: Scenario, request: Request) -> float:
    if request.availability is not None:
        return request.availability
    low = scenario.parameters["training.availability.low"].value
    high = scenario.parameters["training.availability.high"].value
    return float(availability(_array(TEAMS[request.team]), low, high)[0])


def _array(value: float) -> Floats:
    return np.array([value], dtype=np.float64)


def _check(request: Request) -> None:
    """Refuse numbers that are no amounts, and words that are not known."""
    if not (math.isfinite(request.flop) and request.flop > 0.0):
        raise InputError(f"--flop: given {request.flop:g}; allowed: a number above 0, as 2.1e25")
    if not 1 <= request.count <= MOST_CHIPS:
        raise InputError(f"--count: given {request.count}; allowed: 1 to {MOST_CHIPS:,}")
    _share("--mfu", request.mfu)
    _share("--availability", request.availability)
    _known("--team", request.team, TEAMS)
    if request.fabric is not None:
        _known("--fabric", request.fabric, FABRICS)


def _share(argument: str, given: float | None) -> None:
    if given is not None and not 0.0 < given <= 1.0:
        raise InputError(f"{argument}: given {given:g}; allowed: above 0, up to 1")


def _known(argument: str, given: str, names: Iterable[str]) -> None:
    allowed = list(names)
    if given not in allowed:
        advice = suggestion(given, allowed) or "write one of these"
        raise InputError(f"{argument}: given {given!r}; allowed: {', '.join(allowed)}; {advice}")
