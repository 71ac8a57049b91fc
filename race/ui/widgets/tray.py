"""The left of the main screen: this year's orders, what the seat is to reach, the adviser's line."""

from __future__ import annotations

from race.play.choosing.offered import Advice
from race.ui.canvas import Canvas
from race.ui.desk import Desk
from race.ui.facts.year import Verdict
from race.ui.game import Game
from race.ui.widgets.goals import draw_goals, not_yet
from race.ui.widgets.orders import Tray, draw_orders


def draw_tray(
    canvas: Canvas, desk: Desk, game: Game, hint: Advice | None, verdict: Verdict | None,
    arrived: float,
) -> None:  # fmt: skip
    """Draw all of it; `arrived` is how far the last card has come, 0 to 1."""
    keys, words = desk.settings, desk.words
    slots = (0, 0) if game.phase == "over" else game.slots
    tray = Tray(game.cards(), slots, hint, instead=_instead(desk, game), arrived=arrived)
    end = draw_orders(canvas, tray, words, (keys.key_of("add"), keys.key_of("advice")))
    if verdict is not None:
        begins = game.turn().turn == 1
        goals = [not_yet(goal) for goal in verdict.goals] if begins else verdict.goals
        draw_goals(canvas, goals, end, words, lost=verdict.standing == "loss")


def _instead(desk: Desk, game: Game) -> str:
    """Return what is said where no orders are asked for, empty where they are."""
    words = desk.words
    if game.phase == "over":
        return words.tr(
            "The game is over. {key} shows what it came to, why, and what you did not know.",
            key=desk.settings.key_of("end_year"),
        )
    if not game.seats:
        return words.tr("You are watching: nobody asks for your orders.")
    return ""
