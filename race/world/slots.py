"""The site slots of each buyer: its largest clusters by name, its other chips, and free places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.scenario.models.record import Site
from race.scenario.models.scenario import Scenario
from race.world.chips import ChipAxis

SLOTS = 12
NAMED = 3
ALWAYS = float("-inf")


@dataclass(frozen=True, eq=False)
class SiteTable:
    """What stands at each slot at the start, (buyers, slots)."""

    names: tuple[tuple[str, ...], ...]
    chip: Whole
    chips: Floats
    opens: Floats
    whole: Flags
    """True where all chips of the slot are one cluster."""
    grows: Flags
    """True where new chips may join; a named cluster stays as it was built."""

    @cached_property
    def whole_rows(self) -> Whole:
        """Return the places of the named clusters, as rows of (buyers x slots, R)."""
        return np.flatnonzero(self.whole)

    def opening_after(self, moment: float) -> Whole:
        """Return the places of the sites that open later, as rows of (buyers x slots, R)."""
        rows, opens = self._openings
        return rows[opens > moment]

    @cached_property
    def _openings(self) -> tuple[Whole, Floats]:
        rows = np.flatnonzero(self.opens > ALWAYS)
        return rows, self.opens.reshape(-1)[rows]

    @cached_property
    def fixed(self) -> Whole:
        """Return the places of the sites that do not grow, as rows of (buyers x slots, R)."""
        return np.flatnonzero(~self.grows)


class _Layout:
    """Fill the slots of one buyer after the other."""

    def __init__(self, buyers: int) -> None:
        shape = (buyers, SLOTS)
        self.names = [["" for _ in range(SLOTS)] for _ in range(buyers)]
        self.chip = np.full(shape, -1, dtype=np.int64)
        self.chips = np.zeros(shape)
        self.opens = np.full(shape, ALWAYS)
        self.whole = np.zeros(shape, dtype=bool)
        self.grows = np.ones(shape, dtype=bool)
        self.used = [0] * buyers

    def named(self, buyer: int, key: str, chip: int, chips: float, opens: float) -> None:
        """Put a named cluster into the next slot."""
        slot = self._take(buyer)
        self.names[buyer][slot] = key
        self.chip[buyer, slot], self.chips[buyer, slot] = chip, chips
        self.opens[buyer, slot] = opens
        self.whole[buyer, slot], self.grows[buyer, slot] = True, False

    def other(self, buyer: int, chip: int, chips: float) -> None:
        """Add chips outside the named clusters to the slot of their type."""
        for slot in range(self.used[buyer]):
            if self.chip[buyer, slot] == chip and self.grows[buyer, slot]:
                self.chips[buyer, slot] += chips
                return
        slot = self._take(buyer)
        self.chip[buyer, slot], self.chips[buyer, slot] = chip, chips

    def _take(self, buyer: int) -> int:
        slot = self.used[buyer]
        self.used[buyer] += 1
        return slot


def site_table(
    scenario: Scenario,
    buyers: list[tuple[int, int, bool]],
    companies: tuple[str, ...],
    chips: ChipAxis,
) -> SiteTable:
    """Return the sites at the start.

    `buyers` are (company, host, is a branch). A site goes to the owner's branch at its host, else to
    its home. The largest few keep their names; the rest join the owner's other chips of the type.
    """
    place = {name: i for i, name in enumerate(chips.ids[: chips.named])}
    countries = list(scenario.countries)
    layout = _Layout(len(buyers))
    by_buyer: dict[int, list[tuple[float, str, Site, int]]] = {}
    start = scenario.head.start.year
    for key, site in scenario.sites.items():
        chip = place.get(stand_in(site.chip or site.assumed_chip or "", scenario, place), -1)
        if not _stands(site, start) or site.owner not in companies or chip < 0:
            continue
        buyer = _buyer_of(site, buyers, companies, countries)
        if buyer is not None:
            number = float((site.chips if site.chip else site.assumed_chips) or 0.0)
            by_buyer.setdefault(buyer, []).append((number, key, site, chip))
    for buyer, found in by_buyer.items():
        found.sort(key=lambda entry: -entry[2].h100e)
        for rank, (number, key, site, chip) in enumerate(found):
            opens = site.operational.year
            if rank < NAMED:
                layout.named(buyer, key, chip, number, opens if opens > start else ALWAYS)
            else:
                layout.other(buyer, chip, number)
    for name, row in scenario.companies.items():
        for stock in row.stock_2022:
            chip = place.get(stand_in(stock.chip, scenario, place), -1)
            home = _home_buyer(companies.index(name), buyers)
            if chip >= 0 and home is not None:
                layout.other(home, chip, stock.chips)
    return SiteTable(
        tuple(tuple(row) for row in layout.names),
        layout.chip,
        layout.chips,
        layout.opens,
        layout.whole,
        layout.grows,
    )


def _stands(site: Site, start: float) -> bool:
    """Tell whether a site stands at the start or is under construction then."""
    gone = site.closed is not None and site.closed.year <= start
    return (
        site.simulated
        and not gone
        and (site.state == "construction" or site.operational.year <= start)
    )


def stand_in(chip: str, scenario: Scenario, place: dict[str, int]) -> str:
    """Return the simulated chip that stands for another of the catalogue: nearest by peak.

    Older and smaller cards are not all simulated; the nearest peak of the same designer stands for
    them.
    """
    if chip in place or chip not in scenario.chips:
        return chip
    row = scenario.chips[chip]
    peak = row.peak_16bit_tflops or 1.0
    same = [n for n in place if scenario.chips[n].designer == row.designer] or list(place)
    return min(same, key=lambda n: abs(np.log((scenario.chips[n].peak_16bit_tflops or 1.0) / peak)))


def _buyer_of(
    site: Site,
    buyers: list[tuple[int, int, bool]],
    companies: tuple[str, ...],
    countries: list[str],
) -> int | None:
    company = companies.index(str(site.owner))
    for i, (owner, host, _) in enumerate(buyers):
        if owner == company and countries[host] == site.host:
            return i
    return _home_buyer(company, buyers)


def _home_buyer(company: int, buyers: list[tuple[int, int, bool]]) -> int | None:
    for i, (owner, _, branch) in enumerate(buyers):
        if owner == company and not branch:
            return i
    return None
