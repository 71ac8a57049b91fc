import json
import subprocess
import sys
import time
from typing import Any

import pytest

from race.commands.foresee import Seer
from race.commands.foresee_helpers import MOST, Helpers
from race.play.foresight.imagined import BLOCKS, imagined
from race.play.records.plain import as_plain
from race.play.records.record import Setting
from race.play.session import Session
from race.ui.oracle import Oracle
from race.ui.session_game import SessionGame
from tests.ui.bench import flagship

COMMAND = (sys.executable, "-m", "race.commands.foresee")
PATIENCE_S = 300.0
YEARS = 5
LONGEST_CALL_S = 0.25
"""A call on the side of the window must not wait for an answer; on a busy machine it may be late."""


def _game(oracle: Oracle) -> SessionGame:
    return SessionGame(Session.new(flagship(), "RU", scenario="2022"), oracle)


@pytest.mark.slow
def test_futures_come_from_another_process_while_no_call_waits() -> None:
    oracle = Oracle(COMMAND)
    try:
        game = _game(oracle)
        order = "fund_research"
        settings: dict[str, Setting] = {"field": "algorithms", "money_spent": 0.1}
        fan = None
        longest, start = 0.0, time.monotonic()
        while time.monotonic() - start < PATIENCE_S:
            before = time.process_time()
            fan = game.look_ahead(order, settings)
            game.poll()
            longest = max(longest, time.process_time() - before)
            if fan is not None:
                assert len(fan.points) == len(fan.without) == len(fan.years) > 0
                if len(fan.years) == YEARS:
                    break
            time.sleep(0.02)
        assert fan is not None, oracle.faults
        assert fan.futures >= 16
        assert all(list(row) == sorted(row) and len(row) == 5 for row in fan.points)
        assert longest < LONGEST_CALL_S
        preview = game.effects(order, settings)
        assert preview is not None
        assert preview.price_busd > 0.0
    finally:
        oracle.close()


def test_a_turn_made_ready_is_not_made_again() -> None:
    game, seer = _game(Oracle()), Seer()
    game.end_year()
    question = {"id": 0, "record": as_plain(game.session.record), "seat": "RU"}
    assert set(seer.answers({**question, "futures": 16})) == {None}
    made = imagined.cache_info().misses
    card = {"order": "fund_research", "parameters": {"field": "algorithms", "money_spent": 0.1}}
    first = next(one for one in seer.answers({**question, "card": card, "fan": True}) if one)
    assert first["kind"] == "fan"
    assert len(first["with"]["years"]) == len(first["without"]["years"]) == 1
    assert imagined.cache_info().misses == made


@pytest.mark.slow
def test_helpers_say_what_one_process_says() -> None:
    """Some futures of the third block are played by a helper; the fans are the same to the last digit."""
    record = as_plain(_game(Oracle()).session.record)
    card = {"order": "fund_research", "parameters": {"field": "algorithms", "money_spent": 0.1}}
    question = {"id": 7, "record": record, "seat": "RU", "card": card, "fan": True, "futures": 115}

    def last(helpers: Helpers) -> dict[str, Any]:
        try:
            *_, fan = (one for one in Seer(helpers).answers(question) if one and "with" in one)
            return fan
        finally:
            helpers.close()

    alone, helped = last(Helpers(0)), last(Helpers(1))
    assert alone["with"]["futures"] == 115
    assert {**helped, "ms": 0.0} == {**alone, "ms": 0.0}


def test_blocks_are_shared_out_and_none_is_lost() -> None:
    for count in range(MOST + 1):
        helpers = Helpers(count)
        shared = [*helpers.left, *(block for share in helpers.shares for block in share)]
        assert sorted(shared) == list(range(len(BLOCKS)))
        assert len(helpers.shares) == count


def test_a_helper_that_died_leaves_an_answer_of_fewer_futures() -> None:
    helpers = Helpers(1, (sys.executable, "-c", "pass"))
    try:
        helpers.ask({"id": 3})
        start = time.monotonic()
        while helpers.busy(3) and time.monotonic() - start < PATIENCE_S:
            time.sleep(0.02)
        assert not helpers.busy(3)
        assert list(helpers.answers(3)) == []
    finally:
        helpers.close()


def test_without_a_process_nobody_answers_and_nothing_breaks() -> None:
    game = _game(Oracle())
    assert game.look_ahead("fund_research", {}) is None
    assert not game.poll()
    assert not game.oracle.waits


def test_a_process_that_died_leaves_the_game_playable() -> None:
    oracle = Oracle((sys.executable, "-c", "pass"))
    game = _game(oracle)
    for _ in range(20):
        game.look_ahead("fund_research", {"field": "algorithms", "money_spent": 0.1})
        game.poll()
        time.sleep(0.02)
    assert game.add("fund_research", {"field": "algorithms", "money_spent": 0.1}) == ""
    oracle.close()


@pytest.mark.slow
def test_the_process_ends_with_the_window_in_the_middle_of_an_answer() -> None:
    game = _game(Oracle())
    card = {"order": "fund_research", "parameters": {"field": "algorithms", "money_spent": 0.1}}
    record = as_plain(game.session.record)
    question = {"id": 0, "record": record, "seat": "RU", "card": card, "fan": True}
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["kind"] == "fan"
            process.stdin.close()
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()


def test_a_question_that_makes_no_sense_is_answered_with_a_fault() -> None:
    oracle = Oracle(COMMAND)
    try:
        oracle.ask("broken", {"no": "record"}, "RU", "fund_research", fan=True)
        start = time.monotonic()
        while oracle.waits and time.monotonic() - start < PATIENCE_S:
            oracle.poll()
            time.sleep(0.02)
        assert not oracle.waits
        assert oracle.faults["broken"]
    finally:
        oracle.close()
