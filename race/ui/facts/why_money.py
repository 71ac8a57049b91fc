"""Money at hand opened into last year's, what came in, what orders took, and what went by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from race.play.choosing.offered import LaidCard
from race.ui.facts.year import Term
from race.ui.words import Words

LEAST_BUSD = 5e-4


@dataclass(frozen=True)
class Purse:
    """What is known of a seat's money, in BUSD.

    Attributes:
        incomes: (name, BUSD a year) of what comes in, at the rate of the year's end.
        spending: BUSD a year that a company spends on chips and halls by itself.
        orders: cards of the year that ran.
    """

    now: float
    before: float | None
    incomes: Sequence[tuple[str, float]]
    spending: float
    orders: Sequence[LaidCard]


def money_tree(purse: Purse, words: Words) -> Term:
    """Return the tree of money; the rest is the difference, so that the parts make the whole."""
    tr = words.tr
    exact, worked = tr("exact, yours"), tr("worked out")
    incomes = [
        Term(name, value, "BUSD", source=exact)
        for name, value in purse.incomes
        if value > LEAST_BUSD
    ]
    income = Term(
        tr("came in, at this year's rate"), sum(one.value for one in incomes), "BUSD",
        source=worked, children=tuple(incomes),
    )  # fmt: skip
    if purse.before is None:
        return Term(tr("Money"), purse.now, "BUSD", source=exact, children=(income,))
    orders = [
        Term(card.title, -card.price_busd, "BUSD", card.text, source=exact)
        for card in purse.orders if card.price_busd > 0.0
    ]  # fmt: skip
    paid = Term(
        tr("orders of last year"), sum(one.value for one in orders), "BUSD",
        source=worked, children=tuple(orders),
    )  # fmt: skip
    spent = Term(tr("chips and halls without an order"), -purse.spending, "BUSD", source=exact)
    parts = [
        Term(tr("a year ago"), purse.before, "BUSD", source=exact),
        income,
        *([paid] if orders else []),
        *([spent] if purse.spending > LEAST_BUSD else []),
    ]
    rest = purse.now - sum(part.value for part in parts)
    note = tr(
        "Deliveries of earlier orders, people, energy, events; what investors and owners gave or took."
    )
    parts.append(Term(tr("all else: the difference"), rest, "BUSD", note, source=worked))
    return Term(
        tr("Money"), purse.now, "BUSD", delta=purse.now - purse.before, good_up=True,
        source=exact, children=tuple(parts),
    )  # fmt: skip
