"""News: what happened, as one seat may hear of it, in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from race.play.playing.cards import PLAYED, Cards
from race.play.playing.course import Course, Position
from race.play.state.game_state import Happening
from race.play.telling.shown import Happening as Shown
from race.play.words import Words

PUBLIC_ORDERS = frozenset({
    "tighten_rule", "relax_rule", "grant_quota", "list_entity", "treaty", "safety_rules",
    "set_release", "retaliate", "subsidise", "fund_fab", "build_site", "site_abroad", "found_pool",
    "raise_capital", "alliance", "move_seat", "next_generation", "deter",
})  # fmt: skip
"""Orders of others that are public as soon as they are given; the rest is seen by its effects."""


def news_of(
    told: Sequence[Happening], position: Position, seat: str, course: Course, words: Words
) -> Iterator[Shown]:
    """Give what a seat hears of happenings before a position, in the future that is played."""
    for one in told:
        if one.replicate == PLAYED and _heard(one, seat):
            text = _text(one, seat, course, position, words)
            yield Shown(one.kind, text, one.ids, _numbers(one))


def _heard(one: Happening, seat: str) -> bool:
    """Tell whether a seat hears of something: of itself always, of others what is public."""
    if one.kind in ("order", "lapsed"):
        name, whose = one.ids[0], one.ids[1]
        return whose == seat or (one.kind == "order" and name in PUBLIC_ORDERS)
    if one.kind == "answer":
        return one.ids[-1] == seat
    return True


def _numbers(one: Happening) -> dict[str, float]:
    return {str(place): value for place, value in enumerate(one.numbers)}


def _text(one: Happening, seat: str, course: Course, position: Position, words: Words) -> str:
    if one.kind in ("order", "lapsed"):
        return _of_order(one, seat, course, position, words)
    if one.kind == "event":
        return _of_event(one, seat, course, words)
    if one.kind == "answer":
        return _of_answer(one, course, words)
    key = f"news.{one.kind}"
    return words(key) if words.has(key) else ""


def _of_order(one: Happening, seat: str, course: Course, position: Position, words: Words) -> str:
    """Tell of an order; of one of another seat, with what was announced of it."""
    name, whose = one.ids
    if whose == seat:
        title = course.game.table.data.orders[name].title.of(words.language)
        return words(f"news.{one.kind}", order=title)
    cards = Cards(course.game, position.game, whose, words)
    actor = words.actor(course.ground.scenario, whose)
    return words("news.their_order", actor=actor, order=cards.given(name, one.numbers))


def _of_event(one: Happening, seat: str, course: Course, words: Words) -> str:
    news = course.game.table.data.events[one.ids[0]].news.of(words.language)
    struck = one.ids[1] if len(one.ids) > 1 else ""
    if not struck or struck == seat:
        return news
    return words("news.struck", actor=words.actor(course.ground.scenario, struck), news=news)


def _of_answer(one: Happening, course: Course, words: Words) -> str:
    option = course.game.table.data.events[one.ids[0]].options[one.ids[1]]
    return words("news.answer", option=option.text.of(words.language))
