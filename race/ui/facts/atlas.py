"""What the map shows: who hosts how much, clusters, hubs, flows and seizures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Flow = Literal["legal", "grey", "smuggled"]
Place = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True)
class Light:
    """A cluster: where it stands, its power, whose it is, and whether that is an estimate."""

    name: str
    place: Place
    megawatts: float
    h100e: float
    owner: str
    country: str
    estimated: bool = False
    since: float = 0.0
    named: bool = True


@dataclass(frozen=True)
class Node:
    """A hub of trade."""

    country: str
    name: str
    place: Place


@dataclass(frozen=True)
class Arc:
    """Goods on their way: `receiver` gives the colour, `chips` the number a year."""

    kind: Flow
    start: Place
    end: Place
    receiver: str
    chips: float
    tip: str = ""


@dataclass(frozen=True)
class Seizure:
    """A stamp on the map."""

    place: Place
    chips: float


@dataclass(frozen=True)
class Decree:
    """A rule that came into force within the year, at its issuer's; `since` a decimal year."""

    place: Place
    since: float


@dataclass(frozen=True)
class Guess:
    """What a country is believed to host for its own, in H100e: median and middle 80 %."""

    country: str
    place: Place
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Atlas:
    """The map at a moment, as one seat sees it.

    Attributes:
        home: the seat's country.
        estimates: what the rumours say, by country.
        hosts: H100e hosted by country; `power_mw` of AI halls; `rule` the class of the best foreign
            chip, free 0 to denied 3; `shaded` countries whose figures nobody has verified.
    """

    home: str
    hosts: dict[str, float]
    power_mw: dict[str, float]
    rule: dict[str, int]
    shaded: frozenset[str]
    lights: tuple[Light, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    seizures: tuple[Seizure, ...] = ()
    estimates: tuple[Guess, ...] = ()
    decrees: tuple[Decree, ...] = ()


NOWHERE = Atlas("", {}, {}, {}, frozenset(), (), (), ())
"""A map on which nothing stands yet."""
