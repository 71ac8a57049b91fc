"""Questions: what an event asks of a seat, and what each answer does."""

from __future__ import annotations

from race.play.choosing.consequences import Consequences
from race.play.choosing.offered import Option, Question
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
    return Question(event, row.news.of(words.language), told.already(row), options)
