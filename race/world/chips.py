"""The chip axis: named chips of the scenario, then places reserved for designs to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Whole
from race.base.errors import InputError
from race.scenario.models.chips import Chip
from race.scenario.models.scenario import Scenario

PRIVATE_DESIGNERS = frozenset({"hyperscaler"})
"""Kinds of company whose chips are not for sale, unless an embargo leaves them a home market."""


@dataclass(frozen=True, eq=False)
class ChipAxis:
    """Who designs and makes each chip; reserved places follow the named chips."""

    ids: tuple[str, ...]
    named: int
    rows: tuple[Chip | None, ...]
    designer: Whole
    home: Whole
    foundry: Whole
    memory: Whole
    private: Flags
    variant_of: Whole
    variant_for: Whole
    generation: Whole
    """Number of a coming generation, from 1; 0 for named chips and variants."""
    variant_slots: Whole


def chip_axis(
    scenario: Scenario,
    companies: tuple[str, ...],
    country: dict[str, int],
    foundries: tuple[str, ...],
) -> ChipAxis:
    """Lay out the chip axis of a scenario."""
    named = tuple(scenario.simulate.chips) or tuple(scenario.chips)
    rows: list[Chip | None] = [scenario.chips[name] for name in named]
    ids, generation, template = list(named), [0] * len(named), list(range(len(named)))
    variants: list[int] = []
    for key, quantity in scenario.designs.items():
        designer, what = key.rsplit(".", 1)
        last = _last_of(scenario, named, designer, key)
        for number in range(1, round(quantity.value) + 1):
            if what == "variants":
                variants.append(len(ids))
            ids.append(f"{designer}-{'V' if what == 'variants' else 'G'}{number}")
            generation.append(number if what == "generations" else 0)
            template.append(last)
            rows.append(None)
    source = [scenario.chips[named[i]] for i in template]
    place = {name: i for i, name in enumerate(named)}
    markets = _variant_market(scenario, country)
    return ChipAxis(
        ids=tuple(ids),
        named=len(named),
        rows=tuple(rows),
        designer=_whole(
            [companies.index(c.designer) if c.designer in companies else -1 for c in source]
        ),
        home=_whole([country.get(c.home, -1) for c in source]),
        foundry=_whole([_foundry(c, foundries, scenario) for c in source]),
        memory=_whole([1 if c.home == "CN" else 0 for c in source]),
        private=np.array([_is_private(c, scenario) for c in source]),
        variant_of=_whole([place.get(r.variant_of or "", -1) if r else -1 for r in rows]),
        variant_for=_whole(
            [markets if i in variants else _market(row, country) for i, row in enumerate(rows)]
        ),
        generation=_whole(generation),
        variant_slots=_whole(variants),
    )


def _whole(values: list[int]) -> Whole:
    return np.asarray(values, dtype=np.int64)


def _last_of(scenario: Scenario, named: tuple[str, ...], designer: str, key: str) -> int:
    """Return the place of the designer's last named chip, from which its next ones follow."""
    own = [i for i, name in enumerate(named) if scenario.chips[name].designer == designer]
    if not own:
        raise InputError(
            f"designs.{key}: {designer} designs no simulated chip; name one or drop the key"
        )
    return own[-1]


def _foundry(chip: Chip, foundries: tuple[str, ...], scenario: Scenario) -> int:
    """Return the foundry of a chip; under an embargo a designer has the one at home, if any.

    What such a designer still gets made abroad comes through the door that measures leave open.
    """
    group = scenario.groups.get("D5")
    embargoed = group is not None and any(chip.home == m.country for m in group.members)
    for i, name in enumerate(foundries):
        row = scenario.companies.get(name)
        if embargoed and row is not None and row.home == chip.home:
            return i
    text = chip.foundry or ""
    return next((i for i, name in enumerate(foundries) if text.startswith(name)), 0)


def _is_private(chip: Chip, scenario: Scenario) -> bool:
    designer = scenario.companies.get(chip.designer or "")
    if designer is None or designer.kind not in PRIVATE_DESIGNERS:
        return False
    group = scenario.groups.get("D5")
    return group is None or all(member.country != chip.home for member in group.members)


def _market(row: Chip | None, country: dict[str, int]) -> int:
    return country.get(row.variant_for or "", -1) if row else -1


def _variant_market(scenario: Scenario, country: dict[str, int]) -> int:
    """Return the closed market for which reserved variants are cut: the largest embargoed one."""
    group = scenario.groups.get("D5")
    members = [m.country for m in group.members if m.country in country] if group else []

    def income(name: str) -> float:
        gdp = scenario.countries[name].gdp_busd
        return gdp.value if gdp else 0.0

    return country[max(members, key=income)] if members else -1
