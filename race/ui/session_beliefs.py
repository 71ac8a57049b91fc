"""What the seat of a session believes of others, now and at each year's end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from race.play.session import Session
from race.play.telling.facts import facts_of
from race.play.telling.shown import Estimate
from race.ui.facts.core import Chronicle
from race.ui.facts.road import Span
from race.ui.facts.road_of_core import believed_gap

POOL_IDS = frozenset({"speed_flops", "pool"})


class SessionBeliefs:
    """Speeds of others as the seat believes them; each year is asked once a seat."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._now: tuple[tuple[int, str], dict[str, Span]] | None = None
        self._then: dict[tuple[int, str], dict[str, Span]] = {}

    def now(self) -> Mapping[str, Span]:
        """Return what the seat believes at present."""
        key = self._session.turn, self._session.seat
        if self._now is None or self._now[0] != key:
            self._now = key, _speeds(self._session.facts.others)
        return self._now[1]

    def at(self, year: int) -> Mapping[str, Span]:
        """Return what the seat believed at the end of a year that was played."""
        session = self._session
        key = year, session.seat
        if key not in self._then:
            facts = facts_of(session.course, session.positions[year], session.seat, "en")
            self._then[key] = _speeds(facts.others)
        return self._then[key]

    def gaps(
        self, chronicle: Chronicle, actors: Sequence[str], metres: float
    ) -> Mapping[str, tuple[tuple[float, float, float] | None, ...]]:
        """Return what was believed of others at each year's end, in metres."""
        seat = self._session.seat
        found: dict[str, list[tuple[float, float, float] | None]] = {a: [] for a in actors}
        for year in range(len(self._session.positions)):
            known, until = self.at(year), chronicle.until(year + 1)
            for actor in actors:
                span = believed_gap(until, actor, seat, known, metres)
                exact = span.is_exact or not math.isfinite(span.high)
                found[actor].append(None if exact else (span.value, span.low, span.high))
        return {actor: tuple(spans) for actor, spans in found.items()}


def _speeds(estimates: Iterable[Estimate]) -> dict[str, Span]:
    return {
        one.actor: Span(one.value, one.low, one.high) for one in estimates if one.id in POOL_IDS
    }
