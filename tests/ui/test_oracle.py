import json
import subprocess
import sys
import time

import pytest

from race.commands.foresee import Seer
from race.play.foresight import imagined
from race.play.plain import as_plain
from race.play.record import Setting
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
    assert list(seer.answers(question)) == []
    made = imagined.cache_info().misses
    card = {"order": "fund_research", "parameters": {"field": "algorithms", "money_spent": 0.1}}
    first = next(iter(seer.answers({**question, "card": card, "fan": True})))
    assert first["kind"] == "fan"
    assert len(first["with"]["years"]) == len(first["without"]["years"]) == 1
    assert imagined.cache_info().misses == made


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
