"""Moments of a year on the road: a post is passed, somebody overtakes, the lead changes hands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from race.ui.facts.board import News
from race.ui.facts.road import THREE_KILOMETRES_M, Road
from race.ui.words import Words

FARTHEST, NEAREST = 7, -3
POSTS_M = tuple(sorted({*(10.0**n for n in range(NEAREST, FARTHEST)), THREE_KILOMETRES_M}))
"""Distances at which a post stands: powers of ten from 1 mm, and three kilometres."""


@dataclass(frozen=True)
class Moment:
    """What is told of a year on the road.

    Attributes:
        post_m: the post that ends the text, None for none.
        actor: whom it is about, empty for the seat alone.
        bad: whether it is harm to the seat.
    """

    text: str
    post_m: float | None = None
    actor: str = ""
    bad: bool = False


def passed(was_m: float, now_m: float) -> tuple[float, ...]:
    """Return the posts between two distances, in the order in which they are passed."""
    low, high = sorted((was_m, now_m))
    found = tuple(post for post in POSTS_M if low < post <= high)
    return found if now_m > was_m else found[::-1]


def moments_of(before: Road | None, now: Road, words: Words) -> tuple[Moment, ...]:
    """Compare the road of a year ago, None before the first year's end, with that of today."""
    if before is None:
        return ()
    return (*_lead(before, now, words), *_posts(now, words), *_first_step(before, now, words),
            *_overtakings(before, now, words))  # fmt: skip


def news_of_moments(moments: Sequence[Moment], year: int) -> tuple[News, ...]:
    """Return moments as lines of news; each leads to whom it is about, or to the honest ruler."""
    return tuple(
        News("road", one.text, year, jump=f"actor:{one.actor}" if one.actor else "ruler")
        for one in moments
    )


def _lead(before: Road, now: Road, words: Words) -> Iterator[Moment]:
    if now.leads and not before.leads:
        yield Moment(words.tr("You have taken the lead"))
    elif before.leads and not now.leads:
        text = words.tr("{name} has taken the lead from you", name=now.name_of(now.rival))
        yield Moment(text, actor=now.rival, bad=True)


def _posts(now: Road, words: Words) -> Iterator[Moment]:
    if now.was_m is None or not (0.0 < now.was_m < math.inf and 0.0 < now.gap_m < math.inf):
        return
    posts = passed(now.was_m, now.gap_m)
    if not posts:
        return
    grown = now.gap_m > now.was_m
    if not now.leads and grown and THREE_KILOMETRES_M in posts:
        text = words.tr("Three kilometres. The machine was not wrong")
        yield Moment(text, THREE_KILOMETRES_M, bad=True)
        return
    if now.leads:
        text = (
            words.tr("Your lead has passed the post") if grown
            else words.tr("Your lead is back inside the post")
        )  # fmt: skip
    else:
        text = (
            words.tr("You have fallen behind the post") if grown
            else words.tr("You are back inside the post")
        )  # fmt: skip
    yield Moment(text, posts[-1], bad=grown != now.leads)


def _first_step(before: Road, now: Road, words: Words) -> Iterator[Moment]:
    """Tell when a follower falls behind by the first whole five-year plan, which is one step."""
    if not (before.leads or now.leads) and before.plans < 1.0 <= now.plans < math.inf:
        stride = words.metres(now.stride_m)
        yield Moment(
            words.tr("A whole five-year plan behind: one step of {stride}", stride=stride), bad=True
        )


def _overtakings(before: Road, now: Road, words: Words) -> Iterator[Moment]:
    """Tell who was behind and is ahead, or the other way round, by what the seat believes."""
    mine_then, mine_now = (_gap(road, now.seat) for road in (before, now))
    if mine_then is None or mine_now is None:
        return
    for runner in now.runners:
        then, gap = _gap(before, runner.actor), runner.gap_m.value
        if runner.you or then is None or runner.actor in {now.rival, before.rival}:
            continue
        if then > mine_then and gap < mine_now:
            text = words.tr("{name} has overtaken you", name=runner.name)
            yield Moment(text, actor=runner.actor, bad=True)
        elif then < mine_then and gap > mine_now:
            text = words.tr("You have overtaken {name}", name=runner.name)
            yield Moment(text, actor=runner.actor)


def _gap(road: Road, actor: str) -> float | None:
    runner = road.runner(actor)
    return None if runner is None else runner.gap_m.value
