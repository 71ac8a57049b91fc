"""Hold one replicate of a state to the plain version, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from race.base.arrays import Floats
from race.scenario.models.measures import EFFECTS
from race.world.state import NO_ONE, State
from tests.oracle.model import PlainModel

OF_COUNTRIES = "enforcement hub_enforcement smuggled quota_used"
OF_COMPANIES = (
    "ai_spending rented team algorithm capability run_target run_done run_pause best_flop "
    "unpublished_flop unpublished_until published_flop year_flop"
)
OF_CHIPS = "vendor_stock failed retired seized scarcity pull shortage sold revenue lost_revenue"
OF_BUYERS = "spending wanted grey_wanted power_mw power_ordered power_building"
OF_GOODS = (
    "licence licence_announced access barred transit_kept transit_entry backlog transit stock"
)
TERMS = ("company_terms", "country_terms")
NEGLIGIBLE_CHIPS = 1e-6
OF_ROUTES = "capacity heat premium demand carried"


def columns(model: PlainModel) -> dict[str, Floats]:
    """Return the columns that the plain version has, without the replicate axis."""
    table: dict[str, Any] = {}
    for names, things in (
        (OF_COUNTRIES, model.countries),
        (OF_COMPANIES, model.companies),
        (OF_CHIPS, model.chips),
        (OF_BUYERS, model.buyers),
    ):
        table |= {name: _each(things, name) for name in names.split()}
    for name in OF_GOODS.split():
        table[name] = [getattr(buyer, name)[chip] for buyer, chip in model.offers]
    table |= {f"route_{name}": _each(model.routes, name) for name in OF_ROUTES.split()}
    table["route_transit"] = [[r.transit[chip] for chip in model.chips] for r in model.routes]
    table["site_chips"] = [_each(buyer.sites, "chips") for buyer in model.buyers]
    table["site_chip"] = [
        [NO_ONE if site.chip is None else model.chips.index(site.chip) for site in buyer.sites]
        for buyer in model.buyers
    ]
    table["balance"] = [
        *_each(model.companies, "cash"),
        *_each(model.countries, "cash"),
        *model.outside.values(),
    ]
    capped = [measure for measure in model.measures if measure.country_total is not None]
    table["cap_used"] = [[one.spent[c.name] for c in model.countries] for one in capped]
    table["measure_effects"] = [[c.effects[name] for c in model.countries] for name in EFFECTS]
    table |= _scores(model)
    return {name: np.asarray(values, dtype=np.float64) for name, values in table.items()}


def _each(things: Sequence[Any], name: str) -> list[float]:
    return [getattr(thing, name) for thing in things]


def _scores(model: PlainModel) -> dict[str, Any]:
    companies, countries = model.companies, model.countries

    def number(company: Any) -> int:
        return NO_ONE if company is None else companies.index(company)

    return {
        "company_speed": _each(companies, "speed"),
        "company_own": _each(companies, "own_speed"),
        "company_together": _each(companies, "together"),
        "company_h100e": _each(companies, "h100e"),
        "company_terms": [[c.terms[term] for c in companies] for term in range(4)],
        "company_gap": _each(companies, "gap_years"),
        "country_speed": _each(countries, "speed"),
        "country_terms": [[c.terms[term] for c in countries] for term in range(4)],
        "country_gap": _each(countries, "gap_years"),
        "record_flop": model.record_flop,
        "record_owner": number(model.record_owner),
        "runs_large": model.runs_large,
        "first_past": number(model.first_past),
        "first_past_time": model.first_past_time,
    }


class Allowance(NamedTuple):
    """How far figures may differ.

    Attributes:
        relative: of the larger of both, or of what stood there before, for a small difference of
            large numbers is no more exact than these. Chips of a buyer share its power, what is
            left of which is such a difference: there the buyer's largest figure counts.
        absolute: besides.
        ties: pools of equal speed may be told apart by rounding: then their terms differ.
    """

    relative: float = 1e-9
    absolute: float = 0.0
    ties: bool = False


def differences(
    model: PlainModel, before: State, after: State, replicate: int, allowed: Allowance
) -> list[str]:
    """Return the columns that differ, one line each; empty if all agree."""
    faults: list[str] = []
    for name, values in columns(model).items():
        if allowed.ties and name in TERMS:
            continue
        found, earlier = _of(after, name, replicate), _of(before, name, replicate)
        plain = values.reshape(found.shape)
        if name in TERMS:
            has_pool = _of(after, name.replace("terms", "speed"), replicate) > 0.0
            found, plain = (np.where(has_pool, terms, 0.0) for terms in (found, plain))
        if name == "site_chip":
            stands = _of(after, "site_chips", replicate) > NEGLIGIBLE_CHIPS
            found, plain = (np.where(stands, kind, NO_ONE) for kind in (found, plain))
        scale = np.maximum(np.maximum(_size(found), _size(plain)), _size(earlier))
        if name == "site_chips":
            scale = np.broadcast_to(scale.max(axis=-1, keepdims=True), scale.shape)
        if name == "stock":
            scale = _largest_of_buyer(scale, model)
        faults += _unequal(name, found, plain, allowed.relative * scale + allowed.absolute)
    return faults


def _largest_of_buyer(values: Floats, model: PlainModel) -> Floats:
    """Return for each offer the largest of its buyer's."""
    largest: dict[Any, float] = {}
    for (buyer, _), value in zip(model.offers, values.tolist(), strict=True):
        largest[buyer] = max(value, largest.get(buyer, 0.0))
    return np.array([largest[buyer] for buyer, _ in model.offers])


def _of(state: State, column: str, replicate: int) -> Floats:
    return np.asarray(getattr(state, column)[..., replicate], dtype=np.float64)


def _size(values: Floats) -> Floats:
    return np.where(np.isfinite(values), np.abs(values), 0.0)


def _unequal(name: str, found: Floats, plain: Floats, allowed: Floats) -> Iterator[str]:
    with np.errstate(invalid="ignore"):
        wrong = ~((found == plain) | (np.abs(found - plain) <= allowed))
    if wrong.any():
        place = tuple(np.argwhere(wrong)[0].tolist())
        yield (
            f"{name}{list(place)}: arrays {float(found[place])!r}, plain {float(plain[place])!r} "
            f"({int(wrong.sum())} of {wrong.size})"
        )
