"""Tells of each chip what one text, or all measures in force, say of it, and by what arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from race.rules.classification import Outcome, settle
from race.rules.measures import Buyer, Measures, Verdict, together
from race.rules.reasons import Decision, decide, metrics_of
from race.scenario.experiments.chip_figures import ChipFigures


class Ruling(NamedTuple):
    """The answer for one chip.

    Attributes:
        chip: its name.
        rule: id of the measure that decides; None where none covers the buyer.
        outcome: the outcome, UNKNOWN where a figure is missing that would decide.
        reason: the arithmetic.
    """

    chip: str
    rule: str | None
    outcome: Outcome
    reason: str


class _Case(NamedTuple):
    """A chip under a measure and its amendments: `chain` of ids, the amended one first."""

    measures: Measures
    chain: Sequence[str]
    chip: ChipFigures
    embargoed: bool


def by_text(
    measures: Measures, rule: str, chips: Sequence[ChipFigures], buyer: Buyer | None, on: date
) -> list[Ruling]:
    """Put chips to one text, with what it amends, whether or not it is in force.

    The arithmetic is done for every chip, whoever designed it.

    Args:
        measures: all measures.
        rule: id of the text.
        chips: the chips.
        buyer: who buys; None for one in an arms-embargoed country.
        on: the day for the membership of groups.
    """
    if buyer is not None and not measures.covers(rule, buyer, on):
        why = f"does not cover a buyer in {buyer.destination} on {on} -> {Outcome.FREE.word}"
        return [Ruling(chip.name, rule, Outcome.FREE, why) for chip in chips]
    embargoed = buyer is None or measures.embargoed(buyer, on)
    metrics = metrics_of(chips)
    chain = (*measures.bases(rule)[:1], rule)
    said = {name: measures[name].says(metrics, embargoed=embargoed) for name in chain}
    codes = settle(together(measures.combine(said), len(chips))).tolist()
    return [
        Ruling(chip.name, rule, Outcome(code), _chain_reason(case, Outcome(code))[1])
        for chip, code in zip(chips, codes, strict=True)
        for case in [_Case(measures, chain, chip, embargoed)]
    ]


def in_force(
    measures: Measures, chips: Sequence[ChipFigures], buyer: Buyer, on: date
) -> list[Ruling]:
    """Put chips to all measures in force on a day, for a buyer; the strictest decides."""
    homes = [chip.home for chip in chips]
    names = measures.in_force(on)
    verdicts = measures.verdicts(names, metrics_of(chips), homes, buyer, on)
    overall = together(verdicts, len(chips))
    codes = settle(overall).tolist()
    embargoed = measures.embargoed(buyer, on)
    rulings = []
    for place, (chip, code) in enumerate(zip(chips, codes, strict=True)):
        outcome = Outcome(code)
        verdict = _deciding(verdicts, place, outcome, int(overall.most[place]))
        if verdict is None:
            why = f"no measure in force on {on} covers a buyer in {buyer.destination} -> free"
            rulings.append(Ruling(chip.name, None, outcome, why))
            continue
        case = _Case(measures, verdict.chain, chip, embargoed)
        rulings.append(Ruling(chip.name, *_reason(case, outcome, on)))
    return rulings


def _deciding(
    verdicts: Sequence[Verdict], place: int, outcome: Outcome, most: int
) -> Verdict | None:
    """Return the first verdict that makes the outcome what it is, None if there is none at all."""
    for verdict in verdicts:
        low, high = verdict.outcomes.least[place], verdict.outcomes.most[place]
        if outcome is Outcome.UNKNOWN and low < high == most:
            return verdict
        if low == high == outcome:
            return verdict
    return None


def _reason(case: _Case, outcome: Outcome, on: date) -> tuple[str, Outcome, str]:
    """Return the measure that decides, the outcome, and why, with regard to where chips come from."""
    measures, base, home = case.measures, case.chain[0], case.chip.home
    issuer = measures[base].measure.issuer
    if home and not measures.reaches(base, home, on):
        why = f"designed in {home}, which {base} ({issuer}) does not reach -> free"
        return base, outcome, why
    rule, why = _chain_reason(case, outcome)
    if not home and outcome is Outcome.UNKNOWN and not why.startswith("not given"):
        why = f"not given: the designer's country; if {base} ({issuer}) reaches it: {why}"
    return rule, outcome, why


def _chain_reason(case: _Case, outcome: Outcome) -> tuple[str, str]:
    """Return the measure of a chain that decides, and why."""
    decisions = [
        (name, decide(case.measures[name], case.chip, embargoed=case.embargoed))
        for name in case.chain
    ]
    if outcome is Outcome.UNKNOWN:
        for name, decision in decisions:
            if decision.outcome is Outcome.UNKNOWN:
                by = "" if name == case.chain[-1] else f"{name}: "
                return name, f"{by}{decision.reason}"
    return _last_word(decisions)


def _last_word(decisions: Sequence[tuple[str, Decision]]) -> tuple[str, str]:
    """Go along the amendments until one leaves the chip free, which the next then leaves alone."""
    rule, decision = decisions[0]
    why = decision.reason
    for name, amendment in decisions[1:]:
        if decision.outcome is Outcome.FREE:
            break
        before = decision.outcome
        change = f"in place of {before.word} by" if amendment.outcome is not before else "amends"
        why = f"{amendment.reason}; {change} {rule}"
        rule, decision = name, amendment
    return rule, why
