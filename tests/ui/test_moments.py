"""What of a year on the road is worth a word: posts, overtakings, the lead."""

from dataclasses import replace

import pytest

from race.ui.charts.strip import strip_of
from race.ui.facts.moments import moments_of, passed
from race.ui.facts.road import Road, Runner, Span
from race.ui.words import Words


def a_road(gaps: dict[str, float], was_m: float | None = None, *, leads: bool = False) -> Road:
    """Return the road of RU: who leads stands at nought."""
    leader = min(gaps, key=lambda actor: gaps[actor])
    runners = tuple(
        Runner(actor, actor.lower(), actor, "", Span.exact(gap), you=actor == "RU", leader=actor == leader)
        for actor, gap in gaps.items()
    )  # fmt: skip
    others = {actor: gap for actor, gap in gaps.items() if actor != "RU"}
    rival = min(others, key=lambda actor: others[actor])
    gap = others[rival] if leads else gaps["RU"]
    return Road(2025, "RU", leads, rival, gap, 1.0, was_m, 0.5, 3.0, 9.0, 0.75, 5.0, (), runners)


def told(
    before: Road | None, now: Road, language: str = "en"
) -> list[tuple[str, float | None, bool]]:
    return [(one.text, one.post_m, one.bad) for one in moments_of(before, now, Words(language))]


def test_posts_are_passed_in_the_order_of_the_way() -> None:
    assert passed(0.33, 9.1) == (1.0,)
    assert passed(0.33, 5000.0) == (1.0, 10.0, 100.0, 1000.0, 3000.0)
    assert passed(120.0, 0.5) == (100.0, 10.0, 1.0)
    assert passed(1.0, 9.0) == ()
    assert passed(9.0, 10.0) == (10.0,)


def test_the_first_year_has_no_moments() -> None:
    assert told(None, a_road({"RU": 5.0, "US": 0.0})) == []


@pytest.mark.parametrize(
    ("was", "now", "text", "post", "bad"),
    [
        (0.33, 9.1, "You have fallen behind the post", 1.0, True),
        (9.1, 0.33, "You are back inside the post", 1.0, False),
        (900.0, 3200.0, "Three kilometres. The machine was not wrong", 3000.0, True),
    ],
)
def test_a_follower_passes_posts(was: float, now: float, text: str, post: float, bad: bool) -> None:
    before, after = a_road({"RU": was, "US": 0.0}), a_road({"RU": now, "US": 0.0}, was)
    assert told(before, after) == [(text, post, bad)]


def test_to_a_leader_the_same_way_is_good() -> None:
    before = a_road({"RU": 0.0, "US": 0.05}, leads=True)
    after = a_road({"RU": 0.0, "US": 0.2}, 0.05, leads=True)
    assert told(before, after) == [("Your lead has passed the post", 0.1, False)]


def test_who_overtakes_is_named_by_what_is_believed() -> None:
    before = a_road({"RU": 5.0, "CN": 6.0, "FR": 4.0, "US": 0.0})
    after = a_road({"RU": 5.0, "CN": 4.0, "FR": 7.0, "US": 0.0}, 5.0)
    assert told(before, after) == [
        ("cn has overtaken you", None, True), ("You have overtaken fr", None, False)
    ]  # fmt: skip


def test_the_lead_changes_hands_once() -> None:
    behind, ahead = a_road({"RU": 0.05, "US": 0.0}), a_road({"RU": 0.0, "US": 0.05}, leads=True)
    assert told(behind, ahead) == [("You have taken the lead", None, False)]
    assert told(ahead, behind) == [("us has taken the lead from you", None, True)]


def test_the_first_whole_step_is_told_once() -> None:
    near, far = (replace(a_road({"RU": 0.9, "US": 0.0}), gap_years=years) for years in (4.0, 6.0))
    assert told(near, far) == [
        ("A whole five-year plan behind: one step of 75\u00a0cm", None, True)
    ]
    assert told(far, replace(far, gap_years=9.0)) == []


def test_a_strip_holds_the_year_with_both_its_steps() -> None:
    road = a_road({"RU": 9.1, "US": 0.0}, 0.33)
    strip = strip_of(road, 100.0, 1000.0)
    assert strip is not None
    middle = 0.33 / 0.5
    places = [strip.x(metres) for metres in (9.1, middle, 0.33)]
    assert places == sorted(places)
    assert all(100.0 < place < 1100.0 for place in places)
    assert strip_of(replace(road, was_m=None), 100.0, 1000.0) is None
