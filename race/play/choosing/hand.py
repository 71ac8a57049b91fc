"""What lies before one seat in an open turn: what it may order, and the cards that it has laid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from race.base.errors import InputError
from race.play.choosing.deck import offers
from race.play.choosing.offered import LaidCard, Likely, Offer, Preview
from race.play.choosing.preview import preview_of
from race.play.foresight.fan import Part, parts
from race.play.foresight.imagined import Imagined
from race.play.playing.cards import PLAYED, Cards, NotNowError
from race.play.playing.course import Course, Position
from race.play.records.record import Card, Setting, Turn
from race.play.words import Words

LIKELY_FUTURES = 32


@dataclass(frozen=True, eq=False)
class Hand:
    """One seat's side of the table at a position; laying a card gives a new turn.

    Attributes:
        turn: what lies on the table, other seats' cards too.
    """

    course: Course
    position: Position
    turn: Turn
    seat: str
    words: Words

    def offers(self) -> list[Offer]:
        """List every order that the seat has, with the reason where one is not legal now."""
        return offers(self.course.game, self.position.game, self.seat, self.words)

    def preview(
        self, order: str, parameters: Mapping[str, Setting] | None, *, effects: bool
    ) -> Preview:
        """Return what an order would cost and change beside the cards that lie there.

        Raises:
            InputError: no such order, or a parameter that it has not, or out of its bounds.
        """
        card = Card(self.seat, order, dict(parameters or {}))
        return preview_of(self.course, self.position, self.turn, card, self.words, effects=effects)

    @property
    def laid(self) -> list[LaidCard]:
        """List the cards of the seat."""
        cards, game = self._cards, self.course.game
        found = []
        for card in self.turn.of(self.seat):
            values = cards.wide(cards.values(card.order, card.parameters))
            cost = game.cost(self.position.game, self.seat, card.order, values)
            found.append(
                LaidCard(
                    order=card.order,
                    title=cards.order(card.order).title.of(self.words.language),
                    parameters=card.parameters,
                    text=cards.text(card),
                    slots=cost.slots,
                    price_busd=float(cost.money[PLAYED]),
                )
            )
        return found

    def with_card(self, order: str, parameters: Mapping[str, Setting] | None) -> Turn:
        """Return the turn with one card more.

        Raises:
            InputError: it is not legal, a parameter is out of its bounds, or slots, money or support
                do not reach.
        """
        shown = self.preview(order, parameters, effects=False)
        if not shown.legal:
            raise NotNowError(f"{order}: {shown.reason}")
        card = Card(self.seat, order, dict(parameters or {}))
        return self._with((*self.turn.of(self.seat), card))

    def without(self, at: int) -> Turn:
        """Return the turn without a card of the seat.

        Raises:
            InputError: there is no card of this number.
        """
        cards = list(self.turn.of(self.seat))
        if not 0 <= at < len(cards):
            raise InputError(f"card {at + 1}: allowed: 1 to {len(cards)}")
        del cards[at]
        return self._with(tuple(cards))

    def check(self) -> None:
        """Read every card of the seat.

        Raises:
            InputError: one is no card that can be given.
        """
        for card in self.turn.of(self.seat):
            self._cards.values(card.order, card.parameters)

    def likely(self, actor: str, most: int) -> list[Likely]:
        """Return what another seat will probably order this year, the likeliest first."""
        believed = Imagined(self.course, self.position, self.seat, LIKELY_FUTURES)
        orders = self.course.game.table.data.orders
        found = [
            Likely(name, orders[name].title.of(self.words.language), share)
            for name, share in believed.next_orders(actor).items()
        ]
        return sorted(found, key=lambda one: -one.share)[:most]

    def parts(self, blocks: Sequence[int], futures: int, years: int) -> Iterator[Part]:
        """Yield what blocks of futures say of the coming years with the cards on the table."""
        return parts(self.course, self.position, self.turn, self.seat, years, futures, blocks)

    def _with(self, cards: tuple[Card, ...]) -> Turn:
        others = tuple(card for card in self.turn.cards if card.seat != self.seat)
        return replace(self.turn, cards=(*others, *cards))

    @cached_property
    def _cards(self) -> Cards:
        return Cards(self.course.game, self.position.game, self.seat, self.words)
