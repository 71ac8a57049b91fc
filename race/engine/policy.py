"""Policies by name.

A policy is a function of a view; it decides for all its actors and all replicates at once. A policy
that is laid `over` another changes only the orders that it gives: `history` and `script` are such.
The engine knows no policy by itself; `race_agents` registers them.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from race.base.errors import InputError
from race.engine.view import (
    COMPANIES,
    COUNTRIES,
    Given,
    View,
)

SIDES = (COUNTRIES, COMPANIES)
BOTH = frozenset(SIDES)


@dataclass(frozen=True, eq=False)
class Policy:
    """A named way to play.

    Attributes:
        decide: gives the year's orders for the actors of a view; what it leaves out stands.
        plays: which sides it can play, `countries`, `companies`.
        over: it is laid over the actor's default policy and changes only what it gives.
        make: for a policy that needs an argument, as in `script:russia-rents`: makes it.
        actors: whom it has orders for, and which; None = the actor it is assigned to. One that is
            assigned to a state also plays those of its companies that it names.
    """

    name: str
    decide: Callable[[View], Given]
    plays: frozenset[str] = BOTH
    over: bool = False
    make: Callable[[str], Policy] | None = None
    actors: Mapping[str, frozenset[str]] | None = None


class Registry:
    """Policies by name."""

    def __init__(self) -> None:
        self._policies: dict[str, Policy] = {}

    def register(self, policy: Policy) -> None:
        """Add a policy; adding the same one again changes nothing.

        Raises:
            InputError: another policy has the name, or the name cannot be written in an assignment.
        """
        if not policy.name.replace("_", "a").isalnum():
            raise InputError(f"policy name '{policy.name}': allowed: letters, digits and _")
        if self._policies.setdefault(policy.name, policy) is not policy:
            raise InputError(f"policy name '{policy.name}' is taken; choose another")

    @property
    def names(self) -> tuple[str, ...]:
        """Name the policies in the order of their registration."""
        return tuple(self._policies)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """List the policies in the order of their registration."""
        return tuple(self._policies.values())

    def find(self, written: str) -> tuple[Policy, ...]:
        """Return the policies of an assignment: `NAME`, `NAME:ARGUMENT`, or several with `+`.

        Raises:
            InputError: a name is unknown, or an argument is missing or not wanted.
        """
        return tuple(self._one(part.strip()) for part in written.split("+"))

    def _one(self, written: str) -> Policy:
        name, colon, argument = written.partition(":")
        if name not in self._policies:
            raise InputError(f"unknown policy '{name}'; {what_is_allowed(name, self._policies)}")
        policy = self._policies[name]
        if bool(colon and argument) != (policy.make is not None):
            what = "stands alone" if policy.make is None else f"is written {name}:ARGUMENT"
            raise InputError(f"policy '{written}': {name} {what}")
        return policy if policy.make is None else policy.make(argument)


POLICIES = Registry()

SCRIPTED = Policy("the scenario's script", lambda _: {}, over=True)
"""Stands for the script of a scenario, which is laid over the default policies of its actors."""


def register(
    name: str,
    decide: Callable[[View], Given],
    *,
    plays: Iterable[str] = BOTH,
    over: bool = False,
) -> None:
    """Add a policy to those that the program knows.

    Raises:
        InputError: another policy has the name.
    """
    POLICIES.register(Policy(name, decide, frozenset(plays), over))


def what_is_allowed(given: str, names: Collection[str]) -> str:
    """Say which name was probably meant, or which there are."""
    near = difflib.get_close_matches(given, names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return "allowed: " + (", ".join(names) or "none is registered")
