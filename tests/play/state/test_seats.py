"""Who can be led in which scenario."""

from dataclasses import replace

import pytest

from race.base.errors import InputError
from race.ground_app import ground
from race.play.playing.ground import playable, seats_of
from race.play.session import Session


def test_the_flagship_has_all_thirteen_seats() -> None:
    assert len(playable(ground("2022"))) == 13


def test_a_world_without_a_seat_says_so() -> None:
    league = ground("amber-league")
    nobody = replace(league, data=league.data.model_copy(update={"seats": {}}))
    with pytest.raises(InputError, match=r"amber-league: nobody in it can be led.*race run"):
        playable(nobody)


def test_without_a_seat_the_first_that_the_scenario_has_is_led() -> None:
    league = ground("amber-league")
    assert Session.new(league, ()).seats == playable(league)[:1]
    assert Session.new(ground("tiny"), ()).seats == ("RU",)


def test_a_scenario_may_keep_seats_from_people() -> None:
    whole = ground("2022")
    scenario = whole.scenario
    play = scenario.play.model_copy(update={"seats": ("CN",)})
    narrow = replace(whole, scenario=scenario.model_copy(update={"play": play}))
    assert playable(narrow) == ("CN",)
    assert len(seats_of(narrow)) == 13
    with pytest.raises(InputError, match="allowed: CN"):
        Session.new(narrow, "RU")
