"""One actor in one future: a view in plain numbers, and a policy made of single decisions.

Policies decide for many actors and futures at once. Here a single actor of a single future is asked
instead, as in `race.engine.model`; what it may see and order is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from race.base.arrays import Floats
from race.base.errors import InputError
from race.engine.policy import POLICIES, Policy, Registry
from race.engine.sight import READINGS
from race.engine.view import COUNTRIES, View

ITSELF = "itself"
"""The name by which actors that decide for themselves are assigned to their own decisions."""


class ActorView:
    """What one actor sees at the start of a year, in plain numbers.

    Attributes:
        actor: its id.
        time: the moment, a decimal year.
        orders: names of the orders that it can give.
        record_until: end of the record that history follows; -inf if the scenario has none.
    """

    def __init__(self, view: View, place: int, replicate: int) -> None:
        self.actor = view.actors[place]
        self.time = view.time
        self.orders = view.orders
        self.record_until = view.record_until
        self._view = view
        self._at = (place, replicate)

    def own(self, name: str) -> float:
        """Return an own figure, exact; the names are in `race.api.OWN`."""
        return float(self._view.own(name)[self._at])

    def seen(self, name: str) -> dict[str, float]:
        """Return what the actor knows of others, with errors, by id; see `race.api.READINGS`."""
        place, replicate = self._at
        readings = self._view.seen(name)[place, :, replicate].tolist()
        of_countries = READINGS[name].side == COUNTRIES
        targets = self._view.countries if of_countries else self._view.companies
        return dict(zip(targets, readings, strict=True))

    def public(self, name: str) -> float:
        """Return a figure that is known to all; the names are in `race.api.PUBLIC`."""
        return float(self._view.public(name)[self._at[1]])

    def parameter(self, name: str) -> float:
        """Return a parameter of the information available, `view.NAME`."""
        return float(self._view.parameter(name)[self._at[1]])

    def limits(self, order: str) -> tuple[float, float]:
        """Return the least and the most that the actor may order."""
        low, high = self._view.limits(order)
        return float(low[self._at]), float(high[self._at])

    def standing(self, order: str) -> float:
        """Return last year's order, which stands if no other is given."""
        return float(self._view.standing(order)[self._at])

    @property
    def mood(self) -> float:
        """Give an even number in (0, 1), drawn for the actor and the year."""
        return float(self._view.mood[self._at])

    def uniform(self, stream: str, count: int) -> list[float]:
        """Return even numbers in (0, 1) from a stream of this name."""
        place, replicate = self._at
        drawn: list[float] = self._view.uniform(stream, count)[:, place, replicate].tolist()
        return drawn


Decision = Callable[[ActorView], Mapping[str, float]]
"""How one actor decides: orders by name; what it leaves out stands."""


def deciding(
    decisions: Mapping[str, Decision], replicate: int, registry: Registry = POLICIES
) -> Registry:
    """Return the policies of a registry and one more, `itself`, that asks single actors.

    Args:
        decisions: by id of the actor.
        replicate: the place in the block of the future in which they decide; in the others the
            orders of these actors stand as they are.
        registry: the policies of all other actors.
    """

    def decide(view: View) -> Mapping[str, Floats]:
        given: dict[str, Floats] = {}
        for place, actor in enumerate(view.actors):
            for order, value in decisions[actor](ActorView(view, place, replicate)).items():
                number = _checked(actor, order, value, view)
                given.setdefault(order, view.standing(order))[place, replicate] = number
        return given

    return _WithOne(Policy(ITSELF, decide), registry)


class _WithOne(Registry):
    """The policies of another registry and one more."""

    def __init__(self, policy: Policy, others: Registry) -> None:
        super().__init__()
        self.register(policy)
        self._others = others

    @property
    def names(self) -> tuple[str, ...]:
        return (*self._others.names, *super().names)

    def find(self, written: str) -> tuple[Policy, ...]:
        if written in super().names:
            return super().find(written)
        return self._others.find(written)


def _checked(actor: str, order: str, value: float, view: View) -> float:
    if order not in view.orders:
        raise InputError(
            f"{actor}: unknown order '{order}'; allowed for {view.side}: {', '.join(view.orders)}"
        )
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InputError(f"{actor}: order {order}: given {value!r}; allowed: a number") from None
