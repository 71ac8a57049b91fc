import time

from race.commands.play_desk import SEER
from race.play.choosing.offered import Likely
from race.play.session import Session
from race.ui.facts.board import Table
from race.ui.facts.dossier import KNOWN_OF_OTHERS, with_likely
from race.ui.oracle import Oracle
from race.ui.session_game import SessionGame
from race.ui.words import Words
from tests.ui.bench import a_game, flagship

PATIENCE_S = 60.0
EN = Words("en")


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_the_dossier_of_another_has_a_band_and_that_of_oneself_is_exact() -> None:
    game = a_game("RU", 1)
    other, own = texts(game.tab("dossier", "CN", EN)), texts(game.tab("dossier", "RU", EN))
    assert all(" – " in row[2] for row in other)
    assert [row[2] for row in own] == ["exact"] * len(own)
    assert any(row[0] == "Gap on the road" for row in other)


def test_what_an_actor_will_probably_do_stands_below_what_is_known_of_it() -> None:
    table = a_game("RU").tab("dossier", "CN", EN)
    assert with_likely(table, (), EN) is table
    found = with_likely(table, [Likely("buy_grey", "Buy through middlemen", 0.84)], EN)
    assert texts(found)[:KNOWN_OF_OTHERS] == texts(table)[:KNOWN_OF_OTHERS]
    assert texts(found)[-1] == ["next: Buy through middlemen", "", "84\u00a0%"]
    assert found.jumps[-1] == "order:buy_grey"


def test_the_process_that_looks_ahead_tells_what_rivals_will_probably_do() -> None:
    oracle = Oracle(SEER)
    game = SessionGame(Session.new(flagship(), "RU", scenario="2022"), oracle)
    try:
        assert not any(row[0].startswith("next") for row in texts(game.tab("dossier", "CN", EN)))
        start = time.monotonic()
        while not oracle.likely and time.monotonic() - start < PATIENCE_S:
            game.poll()
            time.sleep(0.02)
        told = [row for row in texts(game.tab("dossier", "CN", EN)) if row[0].startswith("next")]
    finally:
        oracle.close()
    expected = game.session.likely("CN")
    assert [row[0] for row in told] == [f"next: {one.title}" for one in expected]
