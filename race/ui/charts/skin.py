"""How runners look: the seat's own is never grey, so that it is told from those beside it."""

from __future__ import annotations

from race.ui.facts.road import Road, Runner
from race.ui.theme import PAPER, PAPER3, Colour, Look, look


def skin_of(runner: Runner) -> Look:
    """Return the look of a runner; a seat without a colour of its own is as light as paper."""
    skin = look(runner.actor, runner.home, runner.kind)
    return skin._replace(colour=PAPER) if runner.you and skin.colour == PAPER3 else skin


def colour_of(road: Road, actor: str) -> Colour:
    """Return the colour of an actor on the road, that of paper where it is not there."""
    runner = road.runner(actor)
    return skin_of(runner).colour if runner is not None else PAPER
