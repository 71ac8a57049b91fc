"""The compute index as a list: the clusters of the record, or of a state of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from race.rules.block import Block
from race.rules.compute_index import cluster_share, open_h100e
from race.scenario.models.record import Site
from race.scenario.models.scenario import Scenario
from race.world.state import State

INDEX_DAY = date(2022, 11, 20)
"""Day of the published compute index, whose rows the record marks with `index_2022`."""
LIST_LENGTH = 500
_LEAST_CHIPS = 1.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """One row of the index.

    Attributes:
        owner: company id, empty where it has no entry; `owner_name` in words.
        user: company id of who rents all of it, empty where nobody does.
        seat: country of the owner's headquarters; of the site where it is not known.
        host: country of the site.
        category: public_cloud, private or national.
        chip: chip id, or the name that the source gives; empty where it gives none.
        chips: number of chips, None where the source gives none.
        h100e: H100-equivalents by the 8-bit peak.
        share: part of the row that works as one cluster.
    """

    name: str
    owner: str
    owner_name: str
    user: str
    seat: str
    host: str
    category: str
    chip: str
    chips: float | None
    h100e: float
    share: float = 1.0


def first_day_of_record(scenario: Scenario) -> date:
    """Return the day on which the oldest cluster of the record began, the start if it has none."""
    days = [site.operational.first_day for site in scenario.sites.values()]
    return min([scenario.head.start.first_day, *days])


def last_day_of_record(scenario: Scenario) -> date:
    """Return the last day on which the index reads the record: the start, or the published day."""
    start = scenario.head.start.first_day
    has_index = any(site.index_2022 for site in scenario.sites.values())
    return max(start, INDEX_DAY) if has_index else start


def recorded(scenario: Scenario, day: date) -> list[Cluster]:
    """Return the clusters of the record on a day, largest first.

    On the day of the published index those that it lists, announced ones included; on any other
    day those in operation.
    """
    published = day == INDEX_DAY and any(site.index_2022 for site in scenario.sites.values())
    chosen = [
        site
        for site in scenario.sites.values()
        if (site.index_2022 if published else _operates(site, day))
    ]
    return _largest_first(_of_site(site, scenario) for site in chosen)


def modelled(state: State, block: Block) -> list[Cluster]:
    """Return the sites of the first future of a state as clusters, largest first."""
    world, scenario = block.world, block.world.scenario
    companies = list(scenario.companies.values())
    h100e = open_h100e(state, block)[..., 0]
    chips, kind = state.site_chips[..., 0], state.site_chip[..., 0]
    share = cluster_share(state, block)[..., 0]
    found = []
    for buyer, company in enumerate(world.buyer_company.tolist()):
        row = companies[company]
        for slot in range(world.slots):
            if chips[buyer, slot] < _LEAST_CHIPS or h100e[buyer, slot] <= 0.0:
                continue
            chip = world.chips[int(kind[buyer, slot])]
            site = scenario.sites.get(world.sites.names[buyer][slot])
            host = world.countries[int(world.buyer_host[buyer])]
            found.append(
                Cluster(
                    name=site.name if site else f"{row.name}, {chip} in {host}",
                    owner=world.companies[company],
                    owner_name=row.name,
                    user=(site.user or "") if site else "",
                    seat=row.home,
                    host=host,
                    category=site.category if site else row.ownership,
                    chip=chip,
                    chips=float(chips[buyer, slot]),
                    h100e=float(h100e[buyer, slot]),
                    share=float(share[buyer, slot]),
                )
            )
    return _largest_first(found)


def largest_systems(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the largest systems, as a TOP500-like list: a row is split into its clusters.

    A row whose share of one cluster is 0.3 is three clusters of 0.3 and one of the rest.
    """
    systems: list[Cluster] = []
    for row in clusters:
        systems += [row] if row.share >= 1.0 else _parts(row)
    return sorted(systems, key=lambda row: -row.h100e)[:LIST_LENGTH]


def _parts(row: Cluster) -> list[Cluster]:
    whole = int(1.0 / row.share + 1e-9)
    shares = [row.share] * whole
    rest = 1.0 - whole * row.share
    if rest * (row.chips or 0.0) >= _LEAST_CHIPS:
        shares.append(rest)
    return [
        replace(
            row,
            name=f"{row.name}, {number}",
            chips=None if row.chips is None else row.chips * share,
            h100e=row.h100e * share,
            share=1.0,
        )
        for number, share in enumerate(shares, start=1)
    ]


def totals(clusters: Sequence[Cluster], key: str) -> dict[str, float]:
    """Return the H100e by a field of the rows, such as `host`, largest first."""
    sums: dict[str, float] = {}
    for row in clusters:
        name = getattr(row, key)
        sums[name] = sums.get(name, 0.0) + row.h100e
    return dict(sorted(sums.items(), key=lambda one: -one[1]))


def counts(clusters: Sequence[Cluster], key: str) -> dict[str, int]:
    """Return the number of rows by a field, such as `host`, most first."""
    return dict(Counter(str(getattr(row, key)) for row in clusters).most_common())


def _largest_first(clusters: Iterable[Cluster]) -> list[Cluster]:
    return sorted(clusters, key=lambda row: (-row.h100e, row.name))


def _operates(site: Site, day: date) -> bool:
    gone = site.closed is not None and site.closed.first_day <= day
    return site.operational.first_day <= day and not gone


def _of_site(site: Site, scenario: Scenario) -> Cluster:
    company = scenario.companies.get(site.owner or "")
    return Cluster(
        name=site.name,
        owner=site.owner or "",
        owner_name=site.owner_name,
        user=site.user or "",
        seat=company.home if company else site.host,
        host=site.host,
        category=site.category,
        chip=site.chip or site.chip_name or "",
        chips=site.chips,
        h100e=site.h100e,
    )
