"""Export control, read clause by clause for each buyer and chip."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tests.oracle.agents import Buyer, Chip
from tests.oracle.law import CASE_BY_CASE, DENIED, FREE, NOTICE, Measure

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel


def export_control(model: PlainModel) -> None:
    """Give every buyer and chip an outcome, now and as announced; orders that are forbidden lapse."""
    binding, known = model.measures_in_force(), model.measures_known()
    _effects(model, binding)
    for buyer in model.buyers:
        binds_buyer = [one for one in binding if _concerns(one, buyer)]
        known_to_buyer = [one for one in known if _concerns(one, buyer)]
        for chip in model.chips:
            buyer.licence[chip] = outcome(buyer, chip, binds_buyer)
            buyer.licence_announced[chip] = outcome(buyer, chip, known_to_buyer)
            _weigh(model, buyer, chip)
            if buyer.access[chip] <= 0.0:
                buyer.backlog[chip] = 0.0


def _concerns(measure: Measure, buyer: Buyer) -> bool:
    listed = buyer.company.name in measure.entities
    return listed or measure.covers(buyer.host, buyer.company.home)


def outcome(buyer: Buyer, chip: Chip, acting: list[Measure]) -> int:
    """Return the strictest of what acting measures say, each after its amendments.

    An amendment takes the place of the amended measure for what that one controls; alone it says
    nothing.
    """
    strictest = FREE
    host, home = buyer.host, buyer.company.home
    for measure in acting:
        if buyer.company.name in measure.entities and measure.reaches(chip):
            return DENIED
        if measure.amends is not None or not measure.covers(host, home):
            continue
        said = measure.says(chip, host, home)
        for amendment in measure.amendments:
            if said > FREE and amendment in acting and amendment.covers(host, home):
                said = amendment.says(chip, host, home)
        strictest = max(strictest, said)
    return strictest


def _effects(model: PlainModel, binding: list[Measure]) -> None:
    """Add up at each destination what binding measures move there."""
    for country in model.countries:
        country.effects = dict.fromkeys(country.effects, 0.0)
        for measure in binding:
            if country.name in measure.places:
                for effect, strength in measure.strength.items():
                    country.effects[effect] += strength


def _weigh(model: PlainModel, buyer: Buyer, chip: Chip) -> None:
    """Work out how much the buyer counts on a chip, and how long it will wait for it.

    A buyer shuns what may be held up, and prefers chips of its home as far as it chose or its state
    presses it; licensed buying may be dampened by a measure at the destination.
    """
    p, licence = model.parameters, buyer.licence[chip]
    weights = {
        FREE: 1.0,
        NOTICE: p["market.weight.notice"],
        CASE_BY_CASE: p["market.weight.case_by_case"],
        DENIED: 0.0,
    }
    access = weights[licence]
    if chip.home is buyer.company.home:
        pressed = buyer.company.orders["home_chips"] + buyer.company.home.effects["own_chip_share"]
        access *= 1.0 + min(max(pressed, 0.0), 1.0) * p["market.home_preference"]
    if licence > FREE:
        access *= max(1.0 + buyer.host.effects["licensed_demand"], 0.0)
    if licence == CASE_BY_CASE:
        dearer = 1.0 + max(buyer.host.effects["duty"], 0.0)
        access *= dearer ** -p["market.steepness"]
    offered = buyer.is_offered(chip)
    buyer.access[chip] = access if offered else 0.0
    buyer.barred[chip] = max(1.0 - min(access, 1.0), 0.0) if offered else 0.0
    lag = p["market.lag.delivery"]
    if licence == NOTICE:
        lag += p["market.lag.notice"]
    if licence == CASE_BY_CASE:
        lag += p["market.lag.case_by_case"]
    s = model.step_years / max(lag, 1e-9)
    buyer.transit_kept[chip] = exp(-s)
    buyer.transit_entry[chip] = (1.0 - exp(-s)) / s
