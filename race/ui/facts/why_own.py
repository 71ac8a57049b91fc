"""Own figures of the top bar opened into what they are made of: chips, power, compute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from race.base.calendar import SECONDS_PER_YEAR
from race.engine.figures import CAUSES
from race.ui.facts.core import Chronicle
from race.ui.facts.holdings import Holdings, Pool
from race.ui.facts.road import CAUSE_WORDS
from race.ui.facts.year import Term
from race.ui.names import chip_name, name_of
from race.ui.words import Words

MOST_PARTS = 6
SYMBOLS = {"chips": "N", "peak": "P", "utilisation": "u", "availability": "A"}
TERM_UNITS = {"chips": "chips", "peak": "FLOP/s", "utilisation": "1", "availability": "1"}


@dataclass(frozen=True, eq=False)
class OwnTrees:
    """Makes the trees of a seat: this year's figures beside those of a year ago."""

    chronicle: Chronicle
    seat: str
    words: Words

    @property
    def now(self) -> Holdings:
        """Give what is held now."""
        return Holdings(self.chronicle, self.seat)

    @property
    def before(self) -> Holdings | None:
        """Give what was held a year ago, None at the start."""
        return Holdings(self.chronicle, self.seat, 1) if len(self.chronicle.years) > 1 else None

    def tree(self, name: str) -> Term | None:
        """Return the tree of a number of the top bar, None if it is not one of these."""
        made: dict[str, Callable[[], Term]] = {
            "chips": self.chips, "power": self.power, "compute": self.compute,
        }  # fmt: skip
        return made[name]() if name in made else None

    # --- chips

    def chips(self) -> Term:
        """Part chips by kind, and those in halls by place."""
        tr = self.words.tr
        halls = self._parted(tr("in halls, by kind"), "chips", Holdings.installed, self._chip)
        places = self._parted(tr("the same by place"), "chips", Holdings.chips_by_place, self._name)
        waits = self._term(tr("waiting for power"), "chips", Holdings.waiting)
        whole = halls.value + waits.value
        delta = None if halls.delta is None else halls.delta + (waits.delta or 0.0)
        return Term(
            tr("Chips"), whole, "chips", tr("Those in halls and those that wait; failed ones are replaced "
            "or taken out."), delta=delta, good_up=True, source=tr("exact, yours"),
            children=(halls, waits, *self._moves(), *([places] if len(places.children) > 1 else [])),
        )  # fmt: skip

    def _moves(self) -> list[Term]:
        """Tell what came into halls in the year, and what was taken out or failed."""
        tr, last = self.words.tr, self.before
        if last is None:
            return []
        now, old = self.now.installed(), last.installed()
        moves = [now[kind] - old[kind] for kind in now]
        came, went = sum(m for m in moves if m > 0.0), sum(m for m in moves if m < 0.0)
        return [
            Term(tr("came into halls in the year"), came, "chips", source=tr("worked out")),
            Term(tr("taken out or failed"), went, "chips", source=tr("worked out")),
        ]

    # --- power

    def power(self) -> Term:
        """Part power by owner; what is planned and built stands beside it."""
        tr = self.words.tr
        halls = self._parted(tr("Power"), "MW", lambda h: h.power(h.state.power_mw), self._name)
        building = self._parted(
            tr("under construction, not counted"), "MW",
            lambda h: h.power(h.state.power_building), self._name,
        )  # fmt: skip
        planned = self._parted(
            tr("planned, not counted"), "MW", lambda h: h.power(h.state.power_ordered), self._name
        )
        return Term(
            tr("Power"), halls.value, "MW", tr("Of own AI halls, wherever they stand."),
            delta=halls.delta, good_up=True, source=tr("exact, yours"),
            children=(replace(halls, label=tr("halls, by owner")), building, planned),
        )  # fmt: skip

    # --- compute

    def compute(self) -> Term:
        """Open the fastest pool into chips, peak, utilisation and uptime, and tell whose it is."""
        tr, last = self.words.tr, self.before
        pool, old = self.now.pool(), last.pool() if last else None
        rented = self._term(tr("rented from others, in all"), "H100e", Holdings.rented_h100e)
        speed = Term(
            tr("useful speed"), pool.speed, "FLOP/s", self.owner(pool, old),
            change=_ratio(pool.speed, old.speed if old else None), good_up=True,
            source=tr("worked out"), children=tuple(self.terms(pool.terms, old.terms if old else None)),
            topic="figure:speed_flops",
        )  # fmt: skip
        whole = pool.speed * SECONDS_PER_YEAR
        return Term(
            tr("Compute"), whole, "FLOP", self.owner(pool, old), change=speed.change, good_up=True,
            source=tr("worked out"), topic="figure:speed_flops",
            children=(
                speed,
                Term(tr("seconds in a year"), SECONDS_PER_YEAR, "1", source=tr("worked out")),
                rented,
                self.chips(),
            ),
        )  # fmt: skip

    def terms(self, now: tuple[float, ...], old: tuple[float, ...] | None) -> list[Term]:
        """Return the four terms of a pool with their factors in a year."""
        found = []
        for n, name in enumerate(CAUSES):
            cause = CAUSE_WORDS[name]
            text = self.words.tr(cause)
            label = f"{SYMBOLS[name]} {text}"
            found.append(
                Term(
                    label, now[n], TERM_UNITS[name], change=_ratio(now[n], old[n] if old else None),
                    good_up=True, source=self.words.tr("exact, yours"), topic=f"figure:cause_{name}",
                )
            )  # fmt: skip
        return found

    def owner(self, pool: Pool, before: Pool | None = None) -> str:
        """Tell whose pool it is and whether it is rented, or was a year before."""
        owner = self._name(pool.owner)
        if not pool.provider:
            text = self.words.tr("The pool of {owner}, its own clusters.", owner=owner)
            if before is None or not before.provider:
                return text
            lender = self._name(before.provider)
            ended = self.words.tr("That rented from {lender} has gone.", lender=lender)
            return f"{text} {ended}"
        lender = self._name(pool.provider)
        return self.words.tr(
            "The pool of {owner}, rented from {lender}: counted over the last four quarters, it goes with the rent.",
            owner=owner, lender=lender,
        )  # fmt: skip

    def short(self, pool: Pool) -> str:
        """Return whose pool it is in few words."""
        owner = self._name(pool.owner)
        if not pool.provider:
            return owner
        return self.words.tr("{owner}, rented", owner=owner)

    # --- parts

    def _name(self, actor: str) -> str:
        return name_of(actor, self.chronicle.block.world.scenario, self.words)

    def _chip(self, chip: str) -> str:
        row = self.chronicle.block.world.scenario.chips.get(chip)
        return chip if row is None else chip_name(row, self.words)

    def _term(self, label: str, unit: str, of: Callable[[Holdings], float]) -> Term:
        last = self.before
        value = of(self.now)
        return Term(
            label, value, unit, delta=None if last is None else value - of(last), good_up=True,
            source=self.words.tr("exact, yours"),
        )  # fmt: skip

    def _parted(
        self, label: str, unit: str, of: Callable[[Holdings], Mapping[str, float]],
        named: Callable[[str], str],
    ) -> Term:  # fmt: skip
        """Return a sum with its largest parts, and the others together."""
        last, now = self.before, of(self.now)
        old = of(last) if last is not None else None
        shown = sorted((k for k in now if now[k] > 0.5), key=lambda k: -now[k])
        most = MOST_PARTS if len(shown) <= MOST_PARTS else MOST_PARTS - 1
        parts = [(named(k), now[k], None if old is None else old[k]) for k in shown[:most]]
        rest = sum(now.values()) - sum(part[1] for part in parts)
        if len(shown) > most:
            gone = (
                None if old is None else sum(old.values()) - sum(part[2] or 0.0 for part in parts)
            )
            parts.append((self.words.tr("others"), rest, gone))
        source = self.words.tr("exact, yours")
        whole, was = sum(now.values()), None if old is None else sum(old.values())
        return Term(
            label, whole, unit, delta=None if was is None else whole - was, good_up=True,
            source=source,
            children=tuple(
                Term(name, value, unit, delta=None if b is None else value - b, source=source,
                     good_up=True)
                for name, value, b in parts
            ),
        )  # fmt: skip


def _ratio(now: float, before: float | None) -> float | None:
    return now / before if before else None
