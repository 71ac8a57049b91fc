"""An order that is being written: a new one, or a card taken from the table."""

from __future__ import annotations

from race.play.choosing.offered import LaidCard, Offer, Parameter, Preview
from race.play.records.record import Setting
from race.ui.facts.rulefield import Line
from race.ui.game import Game
from race.ui.widgets.dials import moved

RULE_ORDER, RULE_DIALS = "tighten_rule", ("tpp", "density")


class Draft:
    """Settings of one order; nothing lies on the table before it is laid.

    Attributes:
        offer: the order, as it may be given.
        settings: of its dials, by name.
        chosen: the place of the dial that keys turn.
    """

    def __init__(self, game: Game, topic: str) -> None:
        """Read what is to be written from `new:ORDER` or `card:NUMBER`."""
        self._game = game
        self._taken: LaidCard | None = None
        self.settings: dict[str, Setting] = {}
        self.chosen = 0
        kind, _, what = topic.partition(":")
        if kind == "card" and int(what) < len(game.cards()):
            self._taken = game.cards()[int(what)]
            self.settings = dict(self._taken.parameters)
            game.withdraw(int(what))
            what = self._taken.order
        offers = game.offers()
        first = next((one for one in offers if one.legal), offers[0])
        self.offer: Offer = {one.id: one for one in offers}.get(what, first)
        for dial in self.dials:
            self.settings.setdefault(dial.name, dial.default)

    @property
    def order(self) -> str:
        """Give the id of the order."""
        return self.offer.id

    @property
    def dials(self) -> tuple[Parameter, ...]:
        """Give what can be set."""
        return self.offer.parameters

    @property
    def key(self) -> tuple[object, ...]:
        """Give what a picture of it depends on."""
        return self.order, tuple(sorted(self.settings.items())), self.chosen

    @property
    def draws_rule(self) -> bool:
        """Tell whether the order draws a line through the chips."""
        return self.order == RULE_ORDER and all(name in self.settings for name in RULE_DIALS)

    @property
    def line(self) -> Line:
        """Give the thresholds of the rule that is drawn."""
        return Line(*(float(self.settings[name]) for name in RULE_DIALS))

    def set(self, name: str, value: float) -> None:
        """Turn a dial to a value within its bounds, and let keys turn it."""
        self.chosen = self.place(name)
        dial = self.dials[self.chosen]
        self.settings[name] = min(max(value, dial.low), dial.high)

    def speak(self) -> None:
        """Ask for the order again, in the language of the game."""
        offers = {one.id: one for one in self._game.offers()}
        self.offer = offers.get(self.order, self.offer)

    def preview(self) -> Preview:
        """Return what the order costs, with what it changes once that is known."""
        quick = self._game.preview(self.order, self.settings)
        known = self._game.effects(self.order, self.settings) if quick.legal else None
        return known or quick

    def place(self, name: str) -> int:
        """Return the place of a dial, the first if there is none of the name."""
        return next((n for n, dial in enumerate(self.dials) if dial.name == name), 0)

    def turn(self, place: int, turns: int) -> None:
        """Turn a dial by some presses."""
        dial = self.dials[place]
        self.settings[dial.name] = moved(dial, self.settings[dial.name], turns)

    def go(self, step: int) -> None:
        """Let keys turn the next dial."""
        self.chosen = (self.chosen + step) % len(self.dials)

    def lay(self) -> str:
        """Lay the card on the table; return why not, empty if it lies there."""
        fault = self._game.add(self.order, self.settings)
        if not fault:
            self._taken = None
        return fault

    def drop(self) -> None:
        """Put back what was taken from the table."""
        if self._taken is not None:
            self._game.add(self._taken.order, self._taken.parameters)
