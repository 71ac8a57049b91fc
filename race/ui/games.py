"""Games as the window shows them: played or watched. Loaded when the first one begins."""

from __future__ import annotations

from race.play.playing.ground import Ground, usual_seat
from race.play.records.saves import Shelf
from race.play.session import Session
from race.ui.game import Game
from race.ui.oracle import Oracle
from race.ui.session_game import SessionGame
from race.ui.spectator import Spectator


def new_game(
    ground: Ground, seats: tuple[str, ...], oracle: Oracle, shelf: Shelf,
    *, scenario: str, seed: int, difficulty: str, language: str,
) -> Game:  # fmt: skip
    """Begin a game; with no seats it is only watched.

    Raises:
        InputError: no such actor or difficulty.
    """
    if not seats:
        return Spectator(ground.world, ground.book, ground.decide, usual_seat(ground), seed)
    session = Session.new(
        ground, seats, scenario=scenario, seed=seed, difficulty=difficulty, language=language,
        shelf=shelf,
    )  # fmt: skip
    return shown(session, oracle)


def shown(session: Session, oracle: Oracle) -> Game:
    """Return a session as a game of the window, in its own language."""
    return SessionGame(session, oracle)
