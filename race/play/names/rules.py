"""Rules of export: masks, drafts, news of the rulebook."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, over_first, pick, ratio
from race.play.names.sheet import Read, Sheet, coming_to_denied, same
from race.rules.calendar_events import announced, in_force, middle


def _mask(licence: Floats, n: Sheet) -> Floats:
    """Return the outcome of the fastest foreign chip on sale for each seat's buyer."""
    state, world = n.state, n.world
    launched = state.chip_launch <= state.time
    foreign = ~(world.denied[np.maximum(world.chip_home, 0)] > 0.0) & (world.chip_home >= 0)
    place = world.offers.place[np.maximum(n.seats.buyer, 0)]
    sold = (place >= 0) & (world.offers.sold[np.maximum(place, 0), 0] > 0.0)
    offered = sold & foreign & (n.seats.buyer >= 0)[:, None]
    speed = state.chip_metrics[0] * launched
    best = (offered[..., None] * speed).argmax(axis=1)
    offer = np.take_along_axis(place, best, axis=1)
    found = pick(licence, np.maximum(offer, 0))
    return np.where((offer >= 0) & offered.any(axis=1)[:, None], found, 0.0)


def _refused(n: Sheet) -> Floats:
    wanted = n.world.buyers_by_company.total(n.state.wanted)
    asked = n.state.ai_spending * n.block.parameters["market.chip_share"]
    return np.minimum(ratio(n.total_at_home(wanted), n.total_at_home(asked)), 1.0)


def _draft_due(n: Sheet) -> Floats:
    book = n.block.rulebook
    due = (n.play.drafts_due <= n.state.time + 1.0) & np.isfinite(n.play.drafts_due)
    return (
        np.stack([due[book.issuer == c].any(axis=0) for c in n.seats.country])
        * n.seats.is_country[:, None]
    )


def _drafts(n: Sheet) -> tuple[Floats, Floats]:
    book = n.block.rulebook
    rows = np.asarray(book.draft_measures, dtype=np.int64)
    written = np.isfinite(n.state.measure_announced[rows])
    live = written & (n.state.measure_until[rows] > n.state.time)
    free, on = (~written).sum(axis=0), live.any(axis=0)
    return n.flags("issuer") * free, n.flags("issuer") * on


def _rules_against(n: Sheet) -> Floats:
    book, state = n.block.rulebook, n.state
    recent = (state.measure_announced <= state.time) & (state.measure_announced > state.time - 2.0)
    covered = book.destination[book.period(state.time)][:, n.seats.country]
    return np.asarray(np.einsum("ms,mr->sr", covered.astype(float), recent.astype(float)))


def _drafted_against(n: Sheet) -> Floats:
    """Tell where a rule that covers the seat's country is due to bind within a year."""
    book, state = n.block.rulebook, n.state
    waits = np.isfinite(n.play.drafts_due)
    moment = np.where(waits, book.effective[:, None], state.measure_effective)
    soon = (moment > state.time) & (moment <= state.time + 1.0)
    covered = book.destination[book.period(state.time + 1.0)][:, n.seats.country]
    return np.asarray(np.einsum("ms,mr->sr", covered.astype(float), soon.astype(float)) > 0.0)


def _rule_news(n: Sheet) -> Floats:
    end = n.state.time
    begin = end - n.world.calendar.step_years
    moment = n.state.measure_announced
    return np.asarray(((moment >= begin) & (moment < end)).any(axis=0), dtype=np.float64)


def _rule_ahead(n: Sheet) -> Floats:
    now = middle(n.state, n.block)
    return np.asarray(
        (announced(n.state, now) & ~in_force(n.state, now)).any(axis=0), dtype=np.float64
    )


def _variant_share(n: Sheet) -> Floats:
    compute = coming_to_denied(n) * n.state.chip_peak8
    cut = compute * (n.world.chip_variant_for >= 0)[:, None]
    return ratio(over_first(cut), over_first(compute))


READ: Mapping[str, Read] = {
    "mask": lambda n: _mask(n.state.licence, n),
    "mask_ahead": lambda n: _mask(n.state.licence_announced, n),
    "refused": _refused,
    "drafts_left": lambda n: _drafts(n)[0],
    "rule_live": lambda n: _drafts(n)[1],
    "draft_due": _draft_due,
    "drafted_against": _drafted_against,
    "rules_against": _rules_against,
    "rule_news": _rule_news,
    "rule_ahead": _rule_ahead,
    "variant_share": _variant_share,
    "controller_held": same(lambda n: float((n.seats.played & n.seats.roles["issuer"]).any())),
}
