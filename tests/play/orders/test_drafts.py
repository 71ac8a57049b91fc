"""Drafts: every state decides about its own dated rules, and is told which they are."""

from __future__ import annotations

import numpy as np
import pytest

from race.ground_app import ground
from race.play.game import Game
from race.play.orders.drafts import due
from race.play.session import Session
from race.play.state.game_state import GameState
from tests.play.games import game_of

SIGN, DROP = 0, 2


def _answered(game: Game, now: GameState, **answers: int) -> GameState:
    choices = np.zeros_like(now.play.pending)
    for seat, option in answers.items():
        choices[game.seat(seat)] = option
    return game.choose(now, choices)[0]


def _rules(game: Game, issuer: str) -> np.ndarray:
    book = game.block.rulebook
    return np.asarray(book.issuer == game.block.world.countries.index(issuer))


def test_a_state_decides_about_its_own_rules_and_about_no_others() -> None:
    game = game_of(["US", "EU"], count=2)
    start = game.start()
    after = _answered(game, start, US=DROP, EU=SIGN)
    ours, theirs = _rules(game, "EU"), _rules(game, "US")
    everyone = np.ones((len(game.seats), 2), dtype=bool)
    waited = due(start, everyone, game.table)[:, 0]
    assert (waited & ours).any()
    assert (waited & theirs).any()
    assert np.isfinite(after.state.measure_effective[waited & ours]).all()
    assert np.isinf(after.state.measure_effective[waited & theirs]).all()


def test_china_is_asked_about_its_own_rules_when_they_are_due() -> None:
    game = game_of(["CN"], count=2)
    now = game.start()
    assert (game.pending(now, "CN") < 0).all()
    now, _ = game.year(now, game.nothing())
    assert [game.table.events[n][0] for n in np.unique(game.pending(now, "CN"))] == [
        "draft_on_desk"
    ]
    metals = game.block.rulebook.ids.index("cn-2023-08")
    signed = _answered(game, now, CN=SIGN)
    assert (signed.state.measure_effective[metals] == game.block.rulebook.effective[metals]).all()


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Allies copy the controls"), ("ru", "Союзники повторяют запреты")],
)
def test_the_question_names_the_rules_on_the_desk(language: str, title: str) -> None:
    session = Session.new(ground("2022"), "EU", seed=1, language=language)
    question = session.event()
    assert question is not None
    assert title in question.text
