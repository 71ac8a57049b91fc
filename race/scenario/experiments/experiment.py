"""What an experiment varies: arms, and the factors of a sweep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from race.base.errors import Fault
from race.scenario.files.overlay import Layer
from race.scenario.models.values import Distribution
from race.scenario.text.finding import Finding

GRID, LIST = "grid", "list"
LATIN_HYPERCUBE, SOBOL, SALTELLI, MORRIS = "latin_hypercube", "sobol", "saltelli", "morris"
DESIGNS = (GRID, LIST, LATIN_HYPERCUBE, SOBOL, SALTELLI, MORRIS)


@dataclass(frozen=True)
class Arm:
    """One way in which the world is run: what is laid over the scenario.

    Attributes:
        id: its name in tables.
        title: one line for people.
        overlays: overlays of the scenario, laid over in this order.
        changes: an overlay written out in the file of arms, laid over last; None without one.
        policies: policies by actor in place of those of the scenario.
        figures: drawn figures held at a number, by the name of their draw: a parameter such as
            `grey.hub_imports`, `supply.foundry.TSMC.ceiling` or `country.RU.trust`.
        row: where it stands in its file; None for one made in Python.
    """

    id: str
    title: str
    overlays: tuple[str, ...] = ()
    changes: Layer | None = None
    policies: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    row: Layer | None = None

    def fault(self, given: str) -> Fault:
        """Return what is wrong with it as a fault of its file."""
        if self.row is None:
            return Fault(f"arm {self.id}", given=given)
        return self.row.fault(Finding((), given, at_key=True))


@dataclass(frozen=True)
class Arms:
    """A file of arms; effects are told against the first one.

    Attributes:
        id, title, question: of the experiment; empty where there is no file.
        arms: at least one.
    """

    id: str
    title: str
    question: str
    arms: tuple[Arm, ...]


@dataclass(frozen=True)
class Factor:
    """A drawn figure that a sweep sets.

    Attributes:
        name: of the draw, as in `Arm.figures`.
        values: the values of a grid or a list; empty for a sampled design.
        distribution: of a sampled design; None takes the scenario's own.
    """

    name: str
    values: tuple[float, ...] = ()
    distribution: Distribution | None = None


@dataclass(frozen=True)
class Sweep:
    """A design over factors.

    Attributes:
        design: one of `DESIGNS`. In a `list`, the n-th values of all factors make the n-th point.
        factors: at least one.
        points: of a latin_hypercube or sobol; of a saltelli design the base points, of which it
            makes points * (factors + 2); of a morris design the trajectories of factors + 1 points.
        seed: of the scrambling of a sampled design.
    """

    design: str
    factors: tuple[Factor, ...]
    points: int = 0
    seed: int = 1


AS_IT_IS = Arms("", "", "", (Arm("scenario", "The scenario as it is"),))
"""The one arm of a batch without a file of arms."""
