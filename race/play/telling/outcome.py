"""How a seat stands: its objective in words, what holds of it now, and its points."""

from __future__ import annotations

import numpy as np

from race.play.names import GoalName
from race.play.names import standing as reached
from race.play.playing.aims import NO_GOAL
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.stages.year_end import WAR_STEPS
from race.play.state.play_state import LOST, OPEN, PARTIAL, WON
from race.play.telling.demands import demands_of
from race.play.telling.shown import Goal, Standing, Verdict
from race.play.words import Words
from race.scenario.game.parts import Words as Texts

STANDINGS: dict[int, Standing] = {OPEN: "open", WON: "win", PARTIAL: "partial", LOST: "loss"}
WORDS = (
    (85.0, "breakaway"),
    (70.0, "in_step"),
    (50.0, "in_sight"),
    (30.0, "long_road"),
    (0.0, "beyond"),
)


def verdict_of(
    course: Course, position: Position, seat: str, language: str, ghost: float | None
) -> Verdict:
    """Return the verdict of a seat; `ghost` is the gap in years of the game without its orders."""
    game, words = course.game, Words(language)
    place = game.seat(seat)
    row = game.table.seats.rows[place]
    standing = STANDINGS[int(game.verdict(position.game, seat)[PLAYED])]
    ghosts = None if ghost is None else np.full((len(game.seats), game.table.width), ghost)
    score = float(game.score(position.game, seat, ghosts)[PLAYED])
    word = next(name for least, name in WORDS if score >= least)
    names = game.names(position.game)

    def now(goal: GoalName) -> bool:
        return bool(reached(names, place, goal)[PLAYED])

    texts: dict[GoalName, Texts] = {
        "win": row.goal,
        "partial": row.partial_goal,
        "loss": row.loss_goal,
    }
    goals = tuple(
        Goal(goal, text.of(language), now(goal), demands_of(course, names, place, goal, words))
        for goal, text in texts.items()
        if text.en != NO_GOAL
    )
    reason = _reason(course, position, standing, words)
    return Verdict(standing, score, words(f"score.{word}"), reason, goals)


def _reason(course: Course, position: Position, standing: Standing, words: Words) -> str:
    """Tell how the seat stands and, once the game is over, what ended it."""
    if not course.over(position):
        return words(f"standing.{standing}")
    play, table = position.game.play, course.game.table
    if play.war[PLAYED] >= WAR_STEPS:
        why = "war"
    elif play.accord[PLAYED] >= table.number("accord_years"):
        why = "accord"
    else:
        done = position.game.state.time >= table.block.world.calendar.end - 1e-6
        why = "plan" if done else "threshold"
    ended = words(f"ended.{why}")
    return f"{words('standing.survived' if standing == 'open' else f'standing.{standing}')} {ended}"
