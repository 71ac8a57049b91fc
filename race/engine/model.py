"""The Mesa model: one future of a scenario, for Mesa's own tools.

An adapter and no second engine: `step` runs the same plan with the same decisions as `race run`,
so the bytes are those of the same replicate in a batch. Everything is kept in the columns of the
state; actors are windows on their own columns. Import it only where Mesa is wanted: importing Mesa
takes about as long as a whole run of the flagship.
"""

from __future__ import annotations

import operator
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import ClassVar

import mesa  # type: ignore[import-untyped]  # Mesa ships no types
import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError, RunError
from race.engine.actor import SHOWN, Actor
from race.engine.actor_view import ITSELF, Decision, deciding
from race.engine.deciding import decider
from race.engine.figures import Path, actor_speed, year_figures
from race.engine.policy import POLICIES
from race.engine.setup import make_block
from race.engine.sight import Sight, actors_of
from race.engine.start import initial_state
from race.engine.step import neutral_orders, opening, take_step
from race.rules.block import Block
from race.rules.orders import Orders
from race.rules.rulebook import rulebook
from race.scenario.load import load
from race.world.build import build_world
from race.world.snapshot import digest
from race.world.state import State

DEFAULT_SEED = 1
LARGEST = 2**63 - 1
"""Of seeds and of the numbers of replicates."""

Maker = Callable[["ReplicateModel", int], Actor]
"""A class of Mesa agents, made by model and row."""


class ReplicateModel(mesa.Model):  # type: ignore[misc]  # the base is untyped
    """One replicate of a scenario as a Mesa model.

    A subclass names the makers of Mesa agents by side, such as `race_agents.model.RaceModel`;
    without any, the world runs all the same.

    Args:
        scenario: a shipped name or the path of a file.
        seed: of all random numbers; None is the usual seed, with a warning.
        replicate: the number of the future, as in a batch of this seed.
        policies: policies by actor in place of those of the scenario.

    Attributes:
        seed, replicate: as given.
        policies: the policy of every actor, as written.
        block: the world, its rules, and what was drawn for this replicate.
        state: the columns, replicates last; the replicate shown is the first.
        orders: the standing orders.
        datacollector: what `collector` made; it collects at the start and after every step.

    Raises:
        InputError: an unknown scenario, actor or policy, or a number that is not allowed.
    """

    makers: ClassVar[Mapping[str, Maker]] = {}

    def __init__(
        self,
        scenario: str | FilePath = "2022",
        seed: int | None = DEFAULT_SEED,
        replicate: int = 0,
        policies: Mapping[str, str] | None = None,
    ) -> None:
        self.seed = _seed(seed)
        self.replicate = _whole("replicate", replicate)
        given = _assignment(policies)
        super().__init__(rng=self.seed)
        self.running: bool = True
        world = build_world(load(scenario))
        self.policies: Mapping[str, str] = {**world.scenario.policies, **given}
        self._assignment = given
        self._decisions: dict[str, Decision] = {}
        self._play = decider(world, given)
        self.block: Block = make_block(world, rulebook(world), self.seed, self.replicate, 1)
        self.orders: Orders = neutral_orders(self.block)
        self._past: list[tuple[float, Floats, Floats]] = []
        self._figures: Mapping[str, Floats] | None = None
        self._sight: Sight | None = None
        self._show(opening(initial_state(self.block), self.orders, self.block))
        self._actors = {actor.unique_id: actor for actor in self._make_actors()}
        _forget_numbering(self)
        self.datacollector = self.collector()
        self.datacollector.collect(self)

    def step(self) -> None:
        """Advance one step of the plan; a step past the last only ends the run.

        So that Mesa's `batch_run`, which leaves out the last step that it counts, leaves out none.

        Raises:
            RunError: the run has ended.
        """
        if not self.running:
            raise RunError(f"the scenario ended at {self.year:g}; make a new model")
        if self.state.step >= self.block.world.calendar.steps:
            self.running = False
            return
        state, self.orders = take_step(self.state, self.orders, self.block, self._decide)
        self._show(state)
        self.datacollector.collect(self)

    def collector(self) -> mesa.DataCollector:
        """Return Mesa's data collector for the model; a subclass may return its own."""
        reporters = {name: name for name in ("seed", "year", "record_flop", "leader")}
        by_country = {
            f"{column}_{country}": partial(ReplicateModel.figure, name=name, actor=country)
            for column, name in (("gap_years", "training_gap_years"), ("kilometres", "kilometres"))
            for country in self.block.world.countries
        }
        of_actors = ("training_gap_years", "kilometres", "compute_h100e", "largest_run_flop")
        return mesa.DataCollector(
            model_reporters=reporters | by_country,
            agent_reporters={name: name for name in of_actors},
        )

    def actor(self, actor_id: str) -> Actor:
        """Return the Mesa agent of an actor by its id in the scenario.

        Raises:
            InputError: there is none.
        """
        if actor_id not in self._actors:
            allowed = ", ".join(self._actors) or "none, the model was made without actors"
            raise InputError(f"unknown actor '{actor_id}'; allowed: {allowed}")
        return self._actors[actor_id]

    def figure(self, name: str, actor: str) -> float:
        """Return a figure of an actor by its name in `race.engine.figures.FIGURES`."""
        if self._figures is None:
            times, speeds, models = zip(*self._past, strict=True)
            speed = np.stack(speeds)
            path = Path(np.array(times), speed, speed.max(axis=1), np.stack(models))
            self._figures = year_figures(self.state, self.block, path)
        world = self.block.world
        return float(self._figures[name][(*world.countries, *world.companies).index(actor), SHOWN])

    @property
    def sight(self) -> Sight:
        """Give the readable side of the state."""
        if self._sight is None:
            self._sight = Sight(self.state, self.block)
        return self._sight

    @property
    def year(self) -> float:
        """Give the moment as a decimal year; Mesa's own `time` counts steps."""
        return self.state.time

    @property
    def record_flop(self) -> float:
        """Give the largest completed run of the world, FLOP."""
        return float(self.state.record_flop[SHOWN])

    @property
    def leader(self) -> str:
        """Give the id of the country with the fastest pool."""
        return self.block.world.countries[int(self.state.country_speed[:, SHOWN].argmax())]

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the state of this replicate."""
        return digest(self.state, SHOWN)

    def _show(self, state: State) -> None:
        """Take a new state; figures are worked out when asked for."""
        self.state = state
        self._past.append((state.time, actor_speed(state), state.capability.max(axis=0)))
        self._figures = None
        self._sight = None

    def _make_actors(self) -> Iterator[Actor]:
        for side, make in self.makers.items():
            for row in range(len(actors_of(self.block.world, side))):
                yield make(self, row)

    def _decide(self, state: State, orders: Orders, block: Block) -> Orders:
        """Let the policies decide, and in their place those actors that do it themselves."""
        decisions = {
            name: actor.decide for name, actor in self._actors.items() if actor.decide is not None
        }
        if decisions != self._decisions:
            self._decisions = decisions
            itself = dict.fromkeys(decisions, ITSELF)
            registry = deciding(decisions, SHOWN) if decisions else POLICIES
            self._play = decider(block.world, {**self._assignment, **itself}, registry)
        return self._play(state, orders, block)


def _forget_numbering(model: mesa.Model) -> None:
    """Let go of the table by which Mesa 3.3 numbers agents; it keeps every model in memory.

    4 MB each for the flagship; actors have the ids of the scenario. Later versions have no table.
    """
    getattr(mesa.Agent, "_ids", {}).pop(model, None)


def _seed(given: int | None) -> int:
    """Return the seed; Mesa 3.5 and later hand over None where `batch_run` is given no `rng`."""
    if given is None:
        warnings.warn(
            f"seed: given None; {DEFAULT_SEED} is used. batch_run of Mesa 3.5 and later drops seeds "
            f"among the parameters: write rng=[{DEFAULT_SEED}]",
            stacklevel=4,
        )
        return DEFAULT_SEED
    return _whole("seed", given)


def _whole(name: str, given: int) -> int:
    try:
        number = operator.index(given)
    except TypeError:
        number = -1
    if not 0 <= number < LARGEST:
        raise InputError(
            f"{name}: given {given!r}; allowed: a whole number from 0 to {LARGEST - 1}"
        )
    return number


def _assignment(given: Mapping[str, str] | None) -> Mapping[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(
            f"policies: given {given!r}; allowed: policy by actor, as in {{'RU': 'bystander'}}; "
            "among the parameters of batch_run it stands in a list, or its keys are taken for values"
        )
    return given
