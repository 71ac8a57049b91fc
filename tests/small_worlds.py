"""Small random worlds, made of a few rows of the flagship with figures of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from race.engine.setup import make_block
from race.rules.block import Block
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from tests.worlds import compile_scenario, flagship

USUALLY_IN = ("US", "CN")
"""Countries of most small worlds: one that controls and one that is controlled."""


def small_scenario(seed: int) -> Scenario:
    """Return a random scenario: a few actors, chips and rules of the flagship, figures scaled.

    Two to seven countries, a third of their companies, up to eight chips, any of the rules, a start
    within four years, steps of any length.
    """
    generator = np.random.default_rng(seed)
    source = flagship()
    countries = _countries(source, generator)
    companies = _companies(source, countries, generator)
    chips = _chips(source, generator)
    chosen = {
        "countries": countries,
        "companies": companies,
        "measures": _some(
            {name: row for name, row in source.measures.items() if row.issuer in countries},
            generator.uniform(0.0, 1.0),
            generator,
        ),
        "routes": {
            name: row
            for name, row in source.routes.items()
            if {row.hub, row.destination} <= set(countries) and row.broker in companies
        },
        "sites": {name: row for name, row in source.sites.items() if row.host in countries},
        "supply": _supply(source, companies, generator),
        "designs": {
            name: row
            for name, row in source.designs.items()
            if any(source.chips[one].designer == name.split(".")[0] for one in chips)
        },
        "simulate": source.simulate.model_copy(update={"chips": chips, "measures": ()}),
        "head": _head(source, generator),
        "policies": {},
        "groups": source.groups if generator.random() < 0.9 else {},
    }
    return source.model_copy(update=chosen)


def _some(rows: Mapping[str, Any], share: float, generator: np.random.Generator) -> dict[str, Any]:
    """Return each row with a chance."""
    return {name: row for name, row in rows.items() if generator.random() < share}


def _countries(source: Scenario, generator: np.random.Generator) -> dict[str, Any]:
    usual = [name for name in USUALLY_IN if generator.random() < 0.9]
    others = [name for name in source.countries if name not in usual]
    more = generator.choice(others, generator.integers(1, 6), replace=False).tolist()
    names = [name for name in source.countries if name in (*usual, *more)]
    return {
        name: _scaled(source.countries[name], generator).model_copy(
            update={"bloc": tuple(n for n in source.countries[name].bloc if n in names)}
        )
        for name in names
    }


def _companies(
    source: Scenario, countries: Collection[str], generator: np.random.Generator
) -> dict[str, Any]:
    home = {name: row for name, row in source.companies.items() if row.home in countries}
    brokers = {str(route.broker) for route in source.routes.values()}
    chosen = _some(home, 0.4, generator)
    kept = {
        name: row
        for name, row in home.items()
        if name in chosen or name in brokers or row.kind == "foundry"
    }
    if not any(row.buys for row in kept.values()):
        kept = home
    if not any(row.kind == "foundry" for row in kept.values()):
        kept["TSMC"] = source.companies["TSMC"].model_copy(update={"home": next(iter(countries))})
    return {
        name: _scaled(row, generator).model_copy(
            update={
                "provider": row.provider if row.provider in kept else None,
                "branches": tuple(host for host in row.branches if host in countries),
            }
        )
        for name, row in kept.items()
    }


def _chips(source: Scenario, generator: np.random.Generator) -> tuple[str, ...]:
    names = list(source.simulate.chips)
    chosen = set(generator.choice(names, generator.integers(1, 9), replace=False).tolist())
    return tuple(name for name in names if name in chosen)


def _supply(
    source: Scenario, companies: Collection[str], generator: np.random.Generator
) -> dict[str, Any]:
    """Return supply of the memory makers and of the foundries that are there."""

    def present(key: str) -> bool:
        kind, name, _ = key.split(".")
        return kind == "memory" or name in companies

    rows = {key: row for key, row in source.supply.items() if present(key)}
    scaled: dict[str, Any] = {key: _times(row, generator) for key, row in rows.items()}
    return scaled


def _head(source: Scenario, generator: np.random.Generator) -> Any:
    start = int(generator.integers(2022, 2026))
    moment = type(source.head.start)
    return source.head.model_copy(
        update={
            "start": moment.read(start),
            "end": moment.read(int(start + generator.integers(2, 6))),
            "steps_per_year": int(generator.choice([1, 2, 4, 12])),
        }
    )


def _scaled(row: Any, generator: np.random.Generator) -> Any:
    """Return a country or company with its quantities scaled, a few of them to nothing."""
    quantities = {
        name: _times(value, generator)
        for name in type(row).model_fields
        if isinstance(value := getattr(row, name), Quantity) and value.unit not in ("1", "points")
    }
    return row.model_copy(update=quantities)


def _times(quantity: Quantity, generator: np.random.Generator) -> Quantity:
    """Return a fixed quantity: the value times 0.1 to 10, or 0 once in ten; shares stay shares."""
    factor = 10.0 ** generator.uniform(-1.0, 1.0) * (generator.random() > 0.1)
    if quantity.unit == "1":
        factor = min(factor, 1.0)
    return quantity.model_copy(update={"value": quantity.value * factor, "distribution": None})


def small_block(seed: int, replicates: int) -> Block:
    """Return a block of a random small world."""
    return make_block(*compile_scenario(small_scenario(seed)), seed, 0, replicates)
