"""Offers of a seat: every order, with what can be set of it and why it is not legal now."""

from __future__ import annotations

from race.play.choosing.offered import Offer, Option, Parameter
from race.play.game import Game
from race.play.playing.cards import PLAYED, Cards
from race.play.state.game_state import GameState
from race.play.words import Words
from race.scenario.game.orders import GameOrder
from race.scenario.game.orders import Parameter as ParameterRow

STEPS = 20.0
"""Presses of a key from the least to the most."""


def offers(game: Game, state: GameState, seat: str, words: Words) -> list[Offer]:
    """Return every order that the seat's side has, legal or not."""
    found, cards = [], Cards(game, state, seat, words)
    dealt = game.offers(state, seat)
    roles = game.table.seats.roles
    place = game.seat(seat)
    for number, (name, order) in enumerate(game.table.orders):
        if not any(roles[role][place] for role in order.who):
            continue
        legal = bool(dealt.legal[number, PLAYED])
        reason = "" if legal else dealt.reasons[int(dealt.reason[number, PLAYED])]
        found.append(_offer(name, order, reason, game, cards, words))
    return found


def _offer(
    name: str, order: GameOrder, reason: str, game: Game, cards: Cards, words: Words
) -> Offer:
    texts = game.table.data.reasons
    why = texts[reason].of(words.language) if reason in texts else reason
    return Offer(
        id=name,
        title=order.title.of(words.language),
        help=order.help.of(words.language),
        slots=order.slots,
        legal=not reason,
        reason=why,
        parameters=tuple(
            _parameter(key, row, cards, words) for key, row in order.parameters.items()
        ),
    )


def _parameter(key: str, row: ParameterRow, cards: Cards, words: Words) -> Parameter:
    title = row.text.of(words.language)
    if row.kind == "number":
        low, high = float(row.low or 0.0), float(row.high or 0.0)
        usual = float(row.usual or 0.0)
        return Parameter(
            key, title, "number", row.unit, low, high, (high - low) / STEPS, usual, log=row.log
        )
    choices = tuple(
        Option(one, cards.name_of(row, one), cards.help_of(row, one))
        for one in cards.open_places(row)
    )
    return Parameter(key, title, "choice", "1", 0.0, 0.0, 1.0, cards.usual(row), choices)
