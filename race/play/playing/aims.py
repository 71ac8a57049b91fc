"""What the objective of a scenario asks of a seat, in words."""

from __future__ import annotations

from race.base.languages import LANGUAGES
from race.play.playing.spoken import Speaker
from race.play.words import Words
from race.scenario.game.parts import Words as Texts
from race.scenario.models.condition import Condition
from race.scenario.models.moment import Moment
from race.scenario.models.play import Objective
from race.scenario.models.scenario import Scenario

NO_GOAL = "-"
"""Stands where the author of a scenario gave no such condition."""
DECEMBER = 12


def aims_of(objective: Objective, scenario: Scenario) -> dict[str, Texts]:
    """Return the goal, the partial goal and the loss of an objective, as a row of a seat has them."""
    said = {language: _said(objective, scenario, language) for language in LANGUAGES}
    names = ("goal", "partial_goal", "loss_goal")
    return {name: Texts(**{key: said[key][n] for key in LANGUAGES}) for n, name in enumerate(names)}


def _said(objective: Objective, scenario: Scenario, language: str) -> tuple[str, str, str]:
    words, speaker = Words(language), Speaker(scenario, objective.of, language)
    title = words.pick(objective.title, objective.title_ru)
    win = _dated(objective, objective.win, speaker, words)
    goal = _sentence(words("said.goal", title=title, condition=win))
    partial, loss = NO_GOAL, NO_GOAL
    if objective.partial is not None:
        partial = _sentence(_dated(objective, objective.partial, speaker, words))
    if objective.loss is not None:
        loss = _sentence(speaker.clause(objective.loss.test))
    return goal, partial, loss


def _dated(objective: Objective, condition: Condition, speaker: Speaker, words: Words) -> str:
    """Say a condition with the moment at which it counts, where that is not the end."""
    said = speaker.clause(condition.test)
    if objective.at is not None:
        return words("said.at", condition=said, year=_year(objective.at))
    if objective.by is not None:
        return words("said.by", condition=said, year=_year(objective.by))
    return said


def _year(moment: Moment) -> str:
    """Write the year that a moment ends, with its month where that is not December."""
    day = moment.last_day
    return str(day.year) if day.month == DECEMBER else f"{day.month:02d}.{day.year}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
