"""What a game asks of the process that looks ahead: effects of cards, futures, causes of the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from race.play.choosing.offered import Effect, LaidCard, Likely, Preview
from race.play.records.plain import as_plain
from race.play.records.record import Setting
from race.play.session import Session
from race.play.telling.shown import Without
from race.ui.core_game import CoreGame
from race.ui.facts.board import Table
from race.ui.facts.dossier import with_likely
from race.ui.facts.fan import Fan
from race.ui.oracle import Oracle
from race.ui.words import Words


class AskingGame(CoreGame):
    """A session whose questions about the future are answered by an oracle, by and by.

    Attributes:
        session: what is played.
        oracle: the process that answers.
    """

    session: Session
    oracle: Oracle

    @property
    def seat(self) -> str:
        """Give the actor whose turn it is."""
        return self.session.seat

    def speak(self, language: str) -> None:
        """Speak another language."""
        self.session.record = replace(self.session.record, language=language)
        self.oracle.forget()

    def cards(self) -> Sequence[LaidCard]:
        """Return the cards on the table, with what is known of their effects."""
        return [self._told_of(n, card) for n, card in enumerate(self.session.placed)]

    def _told_of(self, place: int, card: LaidCard) -> LaidCard:
        known = self.effects(card.order, card.parameters, without=place)
        if known is None:
            return card
        return replace(card, chance=known.chance, effect=first_effect(known.effects))

    def _plain(self, without: int = -1) -> dict[str, Any]:
        """Return the record as JSON can hold it, less one card of the seat."""
        record = self.session.record
        mine = [card for card in record.open.cards if card.seat == self.seat]
        left = tuple(c for c in record.open.cards if without < 0 or c is not mine[without])
        return as_plain(replace(record, open=replace(record.open, cards=left)))

    def _key(self, order: str, parameters: Mapping[str, Setting], without: int = -1) -> str:
        table = [
            (card.order, sorted(card.parameters.items()))
            for n, card in enumerate(self.session.record.open.of(self.seat))
            if n != without
        ]
        place = (
            self.session.turn,
            self.seat,
            self.session.language,
            len(self.session.record.open.choices),
        )
        return repr((place, table, order, sorted(parameters.items())))

    def effects(
        self, order: str, parameters: Mapping[str, Setting], *, without: int = -1
    ) -> Preview | None:
        """Return the preview with what an order would change, once it is known; ask for it if not."""
        key = self._key(order, parameters, without)
        for name in (key, f"fan {key}"):
            if name in self.oracle.previews:
                return _previewed(self.oracle.previews[name])
        self.oracle.ask(key, self._plain(without), self.seat, order, parameters)
        return None

    def look_ahead(self, order: str, parameters: Mapping[str, Setting]) -> Fan | None:
        """Return the futures with an order as far as they are known, and ask for them."""
        key = f"fan {self._key(order, parameters)}"
        self.oracle.ask(key, self._plain(), self.seat, order, parameters, fan=True)
        return self.oracle.fans.get(key)

    def look_ready(self) -> None:
        """Let the turn be played where futures are, so that the first order looked at waits less."""
        if self.session.phase == "orders":
            self.oracle.ask(f"ready {self._key('', {})}", self._plain(), self.seat)

    def tab(self, name: str, about: str, words: Words) -> Table:
        """Return the table of a tab; a dossier tells what its actor will probably do, once known."""
        table = super().tab(name, about, words)
        return with_likely(table, self._likely(about), words) if name == "dossier" else table

    def _likely(self, actor: str) -> Sequence[Likely]:
        if not actor or actor in self.session.seats or self.session.phase == "over":
            return ()
        key = f"likely {actor} {self._key('', {})}"
        self.oracle.ask(key, self._plain(), self.seat, likely=actor)
        return [Likely(**row) for row in self.oracle.likely.get(key, ())]

    def poll(self) -> bool:
        """Take in what has been found out meanwhile."""
        return self.oracle.poll()

    def reruns(self) -> Sequence[Without]:
        """Return what was found by playing again without an order; ask for it once."""
        key = f"causes {self.session.turn} {self.seat} {self.session.language}"
        self.oracle.ask(key, self._plain(), self.seat, causes=True)
        rows = self.oracle.causes.get(key, ())
        kept = {one.name for one in fields(Without)}
        return [Without(**{name: row[name] for name in kept}) for row in rows]


def first_effect(effects: Sequence[Effect]) -> Effect | None:
    """Return the effect that a card tells of: on the gap if there is one, else the first."""
    return next(
        (one for one in effects if one.measure == "kilometres"), effects[0] if effects else None
    )


def _previewed(row: Mapping[str, Any]) -> Preview:
    """Return a preview as the process that looks ahead has written it."""
    effects = tuple(Effect(**one) for one in row["effects"])
    return Preview(**{**row, "finish": tuple(row["finish"]), "effects": effects})
