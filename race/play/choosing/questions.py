"""Questions: what an event asks of a seat, and what each answer does."""

from __future__ import annotations

import numpy as np

from race.play.choosing.consequences import Consequences
from race.play.choosing.offered import Option, Question
from race.play.orders.drafts import due
from race.play.playing.course import Course, Position
from race.play.words import Words


def question_of(
    course: Course, position: Position, seat: str, event: str, words: Words
) -> Question:
    """Return what an event asks of a seat, in words."""
    game = course.game
    row = game.table.data.events[event]
    told = Consequences(game.names(position.game), game.seat(seat), words)
    options = tuple(
        Option(key, one.text.of(words.language), told.of(one)) for key, one in row.options.items()
    )
    asks_of_rules = any(one.act != "none" for one in row.options.values())
    rules = _rules(course, position, seat, words) if asks_of_rules else ""
    text = "\n".join(line for line in (rules, told.already(row)) if line)
    return Question(event, row.news.of(words.language), text, options)


def _rules(course: Course, position: Position, seat: str, words: Words) -> str:
    """Return a line that names the rules of a state which wait for its signature, empty if none."""
    table = course.game.table
    asked = np.array([[one == seat] for one in table.seats.ids])
    waits = np.flatnonzero(due(position.game, asked, table))
    measures = table.block.world.scenario.measures
    rows = [measures[table.block.rulebook.ids[one]] for one in waits.tolist()]
    titles = " · ".join(words.pick(row.title, row.title_ru) for row in rows)
    return words("told.rules", told=titles) if titles else ""
