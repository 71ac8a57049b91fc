"""From a world and a seed to a block of replicates: what is drawn before the first step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats
from race.base.rng import Chance
from race.engine.inputs import starting_inputs
from race.rules.block import Block
from race.rules.rulebook import Rulebook
from race.scenario.models.values import Quantity
from race.world.draws import CentralDrawer, Drawer
from race.world.world import World


def make_block(
    world: World, book: Rulebook, seed: int, first: int, count: int, *, certain: bool = False
) -> Block:
    """Return a block of `count` replicates from `first` on.

    With `certain` every figure has its central value and nothing is drawn before the start.
    """
    chance = Chance(seed, first, count)
    drawer = CentralDrawer(chance, count) if certain else Drawer(chance, count)
    return _block(world, book, chance, first, drawer)


class Futures(NamedTuple):
    """Which futures a block runs.

    Attributes:
        replicates: their numbers, at least one; a number may stand several times.
        held: figures by the name of their draw that are set in place of being drawn, each
            (replicates,); `drawn_figures` tells the names.
    """

    replicates: Sequence[int]
    held: Mapping[str, Floats]


def gather_block(world: World, book: Rulebook, seed: int, futures: Futures) -> Block:
    """Return a block of any replicates."""
    numbers = np.array(futures.replicates, dtype=np.int64)
    first = int(numbers.min())
    chance = Chance(seed, first, int(numbers.max()) - first + 1, numbers - first)
    return _block(world, book, chance, first, Drawer(chance, len(numbers), futures.held))


def drawn_figures(world: World, book: Rulebook) -> dict[str, Quantity]:
    """Return every quantity that a block draws, certain ones too, by the name of its draw."""
    drawer = Drawer(Chance(0, 0, 1), 1)
    starting_inputs(world, book, drawer, drawer.table("", world.scenario.parameters))
    return drawer.drawn


def figures_of_future(world: World, book: Rulebook, seed: int, replicate: int) -> dict[str, float]:
    """Return what one future draws of the uncertain quantities, by the name of the draw."""
    drawer = Drawer(Chance(seed, replicate, 1), 1)
    return {
        name: float(drawer.draw(name, quantity)[0])
        for name, quantity in drawn_figures(world, book).items()
        if quantity.distribution is not None
    }


def draws_of_futures(
    world: World, book: Rulebook, seed: int, replicates: Sequence[int]
) -> dict[str, Floats]:
    """Return what futures draw of the uncertain quantities, (replicates,) each, by draw."""
    numbers = np.array(replicates, dtype=np.int64)
    first = int(numbers.min())
    chance = Chance(seed, first, int(numbers.max()) - first + 1, numbers - first)
    drawer = Drawer(chance, len(numbers))
    return {
        name: drawer.draw(name, quantity)
        for name, quantity in drawn_figures(world, book).items()
        if quantity.distribution is not None
    }


def _block(world: World, book: Rulebook, chance: Chance, first: int, drawer: Drawer) -> Block:
    parameters = drawer.table("", world.scenario.parameters)
    inputs = starting_inputs(world, book, drawer, parameters)
    return Block(world, book, parameters, inputs, chance, first, drawer.width)
