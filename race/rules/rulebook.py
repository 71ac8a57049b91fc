"""The measures in play as arrays, with drafts reserved for rules to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.base.calendar import decimal_year
from race.rules.classification import METRICS, Outcome
from race.rules.coverage import Coverage, coverage
from race.rules.measures import ARMS_EMBARGOED, Measures
from race.rules.texts import Texts
from race.scenario.models.measures import EFFECTS, Measure
from race.world.world import World

DRAFTED = ("tpp", "density")
"""Figures that a draft bounds, from below."""
DRAFTS = 4
"""Rules of its own that a controller can have in force beside the record's."""
NEVER = float("inf")
ADDS, IDLE = -1, -2


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Measures along one axis; clauses of a measure are consecutive and in order.

    Membership of groups is dated: the arrays with a leading `periods` axis hold for the time from
    `period_starts` on.
    """

    ids: tuple[str, ...]
    issuer: Whole
    first_clause: Whole
    outcomes: Floats
    """(2, clauses): codes for buyers that the arms embargo touches, and elsewhere."""
    lower: Floats
    """(clauses, metrics)."""
    upper: Floats
    base: Whole
    """Index of the measure that this one amends, ADDS if it adds to the others, IDLE if there is no
    such measure: alone an amendment says nothing."""
    drafts: Whole
    """Index of the country whose draft this is, -1 for a measure of the record."""
    announced: Floats
    effective: Floats
    until: Floats
    period_starts: tuple[float, ...]
    destination: Flags
    """(periods, measures, countries): goods going there are covered."""
    headquarters: Flags
    """(periods, measures, countries): companies seated there are covered wherever they buy."""
    reach: Flags
    """(measures, chips): the chip is an item of the issuer."""
    entities: Flags
    """(measures, companies)."""
    coverage: tuple[Coverage, ...]
    """Whom the measures cover, by period."""
    quota_share: Floats
    """(measures,): case-by-case volume over the issuer's own, inf without a quota."""
    country_total: Floats
    """(measures,): TPP under review that each destination may get in a period, inf without a cap."""
    country_period: Floats
    """(measures,): years after which a cap is counted anew, inf if never."""
    strengths: tuple[tuple[int, int, str], ...]
    """(measure, effect, name of the quantity) for each effect."""

    @cached_property
    def draft_measures(self) -> tuple[int, ...]:
        """Return the indices of the drafts."""
        return tuple(np.flatnonzero(self.drafts >= 0).tolist())

    @cached_property
    def draft_rows(self) -> Whole:
        """Return the same as an array."""
        return np.flatnonzero(self.drafts >= 0)

    @cached_property
    def with_quota(self) -> tuple[int, ...]:
        """Return the indices of measures with a quota."""
        return tuple(np.flatnonzero(np.isfinite(self.quota_share)).tolist())

    @cached_property
    def with_cap(self) -> tuple[int, ...]:
        """Return the indices of measures with a cap on what a country gets in all."""
        return tuple(np.flatnonzero(np.isfinite(self.country_total)).tolist())

    @cached_property
    def strengths_by_effect(self) -> tuple[tuple[int, Whole], ...]:
        """Return for each effect that any measure has, (effect, rows of `strengths`)."""
        effects = np.array([effect for _, effect, _ in self.strengths], dtype=np.int64)
        return tuple((e, np.flatnonzero(effects == e)) for e in np.unique(effects).tolist())

    @cached_property
    def strength_measures(self) -> Whole:
        """Return whose effect each row of `strengths` is."""
        return _whole([measure for measure, _, _ in self.strengths])

    @cached_property
    def texts(self) -> Texts:
        """Return the clauses ready to be asked; those of drafts may bound TPP and density."""
        at_least = self.lower > -NEVER
        drafted = self.first_clause[list(self.draft_measures)][:, None] + np.arange(2)
        for metric in DRAFTED:
            at_least[drafted, METRICS.index(metric)] = True
        return Texts(at_least, self.upper < NEVER, self.first_clause.tolist())

    def period(self, moment: float) -> int:
        """Return the index of the period of group membership at a moment."""
        return sum(1 for start in self.period_starts if start <= moment + 1e-9) - 1


def rulebook(world: World) -> Rulebook:
    """Compile the measures of a scenario, and drafts for every country that issues any."""
    scenario = world.scenario
    chosen = scenario.simulate.measures or tuple(scenario.measures)
    rows = {name: scenario.measures[name] for name in chosen}
    measures = Measures(rows, scenario.groups)
    days = _membership_days(world)
    controllers = [world.controller] * DRAFTS
    ids = [*rows, *(f"draft-{world.countries[c]}-{n}" for n, c in enumerate(controllers, 1))]
    bounds = _bounds(measures, len(controllers))
    dates = np.array([_dates(name, rows) for name in rows] or np.empty((0, 3)))
    never = np.tile([NEVER, NEVER, NEVER], (len(controllers), 1))
    announced, effective, until = np.concatenate([dates.reshape(-1, 3), never]).T
    destination, headquarters = (
        np.stack([_covered(world, measures, rows, side, day) for day in days])
        for side in ("destinations", "headquarters")
    )
    entities = _entities(world, rows)
    return Rulebook(
        ids=tuple(ids),
        issuer=_whole([world.countries.index(m.issuer) for m in rows.values()] + controllers),
        first_clause=bounds[3],
        outcomes=bounds[2].astype(np.float64),
        lower=bounds[0],
        upper=bounds[1],
        base=_whole([_base(name, measures, list(rows)) for name in rows] + [ADDS] * DRAFTS),
        drafts=_whole([-1] * len(rows) + controllers),
        announced=announced,
        effective=effective,
        until=until,
        period_starts=(-NEVER, *(decimal_year(day) for day in days[1:])),
        destination=destination,
        headquarters=headquarters,
        reach=_reach(world, measures, rows, days[0]),
        entities=entities,
        coverage=tuple(
            coverage(world, goes, sits, entities)
            for goes, sits in zip(destination, headquarters, strict=True)
        ),
        quota_share=_quotas(rows, "share_of_us_volume"),
        country_total=_quotas(rows, "country_total"),
        country_period=_quotas(rows, "country_period"),
        strengths=tuple(
            (i, EFFECTS.index(effect), f"measure.{name}.{effect}")
            for i, (name, measure) in enumerate(rows.items())
            for effect in measure.strength
        ),
    )


def _whole(values: list[int]) -> Whole:
    return np.asarray(values, dtype=np.int64)


def _membership_days(world: World) -> list[date]:
    """Return the first day of each period of group membership, the start of the scenario first."""
    start = world.scenario.head.start.first_day
    changes = {
        moment.first_day
        for group in world.scenario.groups.values()
        for member in group.members
        for moment in (member.since, member.until)
        if moment is not None and moment.first_day > start
    }
    return [start, *sorted(changes)]


def _bounds(measures: Measures, drafts: int) -> tuple[Floats, Floats, Floats, Whole]:
    """Return lower and upper bounds, outcomes, and the first clause of each measure.

    A draft has two clauses, by performance, and by density from a third of it on; their bounds are
    out of reach until the draft is written.
    """
    lower, upper, outcomes, first, count = [], [], [], [], 0
    for one in measures.compiled.values():
        first.append(count)
        count += len(one.lower)
        lower.append(one.lower)
        upper.append(one.upper)
        outcomes.append(one.outcomes)
    for _ in range(drafts):
        first.append(count)
        count += 2
        blank = np.full((2, len(METRICS)), -np.inf)
        blank[:, METRICS.index("tpp")] = np.inf
        lower.append(blank)
        upper.append(np.full((2, len(METRICS)), np.inf))
        denied = np.full((2, 2), np.int8(Outcome.DENIED))
        outcomes.append(denied)
    return (
        np.concatenate(lower),
        np.concatenate(upper),
        np.concatenate(outcomes, axis=1),
        _whole(first),
    )


def _dates(name: str, rows: Mapping[str, Measure]) -> tuple[float, float, float]:
    """Return when a measure is announced, takes effect and ends; never where it stays on paper."""
    measure = rows[name]
    shadowed = measure.alternative_to is not None and measure.alternative_to in rows
    if shadowed or not measure.in_force:
        return NEVER, NEVER, NEVER
    ends = [measure.until.year] if measure.until else []
    ends += [
        other.effective.year
        for other in rows.values()
        if name in other.replaces
        and other.in_force
        and not (other.alternative_to is not None and other.alternative_to in rows)
    ]
    return measure.announced.year, measure.effective.year, min(ends, default=NEVER)


def _base(name: str, measures: Measures, ids: list[str]) -> int:
    for base in measures.bases(name):
        if base in ids:
            return ids.index(base)
    return ADDS if measures[name].measure.amends is None else IDLE


def _covered(
    world: World, measures: Measures, rows: Mapping[str, Measure], side: str, day: date
) -> Flags:
    """Return which countries each measure names on one side, (measures, countries).

    A draft covers the arms-embargoed group, by destination and by headquarters.
    """
    table = [
        [country in measures.members(getattr(measure, side), day) for country in world.countries]
        for measure in rows.values()
    ]
    strict = measures.members([ARMS_EMBARGOED], day)
    draft = [country in strict for country in world.countries]
    return np.array(table + [draft] * DRAFTS, dtype=bool).reshape(-1, len(world.countries))


def _reach(world: World, measures: Measures, rows: Mapping[str, Measure], day: date) -> Flags:
    """Return which chips are items of each measure's issuer, (measures, chips)."""
    homes = [world.countries[h] if h >= 0 else "" for h in world.chip_home.tolist()]
    named = [[measures.reaches(name, home, day) for home in homes] for name in rows]
    embargoed = measures.members([ARMS_EMBARGOED], day)
    draft = [home not in embargoed for home in homes]
    return np.array(named + [draft] * DRAFTS, dtype=bool).reshape(-1, len(homes))


def _entities(world: World, rows: Mapping[str, Measure]) -> Flags:
    table = [[name in measure.entities for name in world.companies] for measure in rows.values()]
    blank = [[False] * len(world.companies)] * DRAFTS
    return np.array(table + blank, dtype=bool).reshape(-1, len(world.companies))


def _quotas(rows: Mapping[str, Measure], name: str) -> Floats:
    """Return a limit of each measure, (measures,), inf where it has none of that name."""
    limits = [measure.quota.get(name) for measure in rows.values()]
    values = [NEVER if limit is None else limit.value for limit in limits]
    return np.array(values + [NEVER] * DRAFTS)
