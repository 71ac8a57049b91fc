"""What a session tells of its years: of whom, in what order, what is marked."""

from __future__ import annotations

from race.ui.facts.ahead import LEAST_MW
from race.ui.facts.board import News
from race.ui.facts.dispatches import headlines, marks_of
from race.ui.facts.holdings import Holdings
from race.ui.facts.year import Quarter, Report
from race.ui.words import Words
from tests.ui.bench import a_game

WORDS = Words("en")
OURS = News("event", "struck at home", 2024, 2, "actor:RU")
THEIRS = News("event", "struck elsewhere", 2024, 1, "actor:IN")
SEIZED = News("seizure", "seized", 2024)
RULE = News("rule", "in force", 2024)


def test_what_struck_the_seat_comes_before_what_struck_others() -> None:
    assert headlines((THEIRS, RULE, SEIZED, OURS), frozenset({"RU"})) == (
        OURS, SEIZED, RULE, THEIRS,
    )  # fmt: skip


def test_events_of_others_have_no_mark_and_a_year_has_one_of_a_kind() -> None:
    report = Report(2024, (Quarter(1, (THEIRS, OURS)),), world=(SEIZED, RULE, RULE))
    marks = marks_of((report,), frozenset({"RU"}))
    assert sorted(marks) == [
        (2025, "event", OURS.text), (2025, "rule", RULE.text), (2025, "seizure", SEIZED.text),
    ]  # fmt: skip


def test_every_line_jumps_to_an_actor_or_nowhere() -> None:
    game = a_game("RU", years=3)
    lines = [line for line in game.log(WORDS) if line.jump.startswith("actor:")]
    assert lines
    assert {line.jump.removeprefix("actor:") for line in lines} <= set(game.chronicle.actors)


def test_records_rules_and_seizures_are_in_the_log_of_a_game_that_is_played() -> None:
    kinds = {line.kind for line in a_game("RU", years=3).log(WORDS)}
    assert {"run", "rule", "seizure"} <= kinds


def test_a_report_tells_what_is_known_of_the_next_year() -> None:
    game = a_game("RU", years=2)
    report = game.last_report()
    assert report is not None
    held = Holdings(game.chronicle, "RU")
    running = held.state.run_target[held.companies, 0].max() > 0.0
    building = sum(held.power(held.state.power_building).values())
    assert any("trains" in line for line in report.ahead) == running
    assert any("being built" in line for line in report.ahead) == (building >= LEAST_MW)
