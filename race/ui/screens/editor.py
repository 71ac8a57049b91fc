"""An order being edited: its dials or its rule field, what it costs and changes, the futures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.play.choosing.offered import LaidCard, Offer, Preview
from race.play.records.record import Setting
from race.ui.canvas import Canvas
from race.ui.charts.fan import draw_fan, nearest
from race.ui.charts.foretold import draw_foretold
from race.ui.charts.rulefield import draw_lists, draw_rulefield, tpp_at
from race.ui.desk import Part, Screen
from race.ui.facts.fan import Fan, led
from race.ui.facts.road import Road
from race.ui.facts.rulefield import RuleField
from race.ui.facts.topics import chip_rows
from race.ui.fonts import SEMIBOLD
from race.ui.game import Game
from race.ui.motion import FanMotion
from race.ui.theme import (
    HEIGHT,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    RULE,
    SKY,
    SMALL,
    WIDTH,
    look,
)
from race.ui.widgets.dials import draw_dial, moved, track_of
from race.ui.widgets.orders import Tray, draw_orders
from race.ui.widgets.panel import button, head
from race.ui.widgets.terms import SIDE_X, draw_terms, terms_of
from race.ui.widgets.topbar import draw_topbar

DIALS_X, DIALS_WIDTH = 272.0, 478.0
RULE_ORDER, RULE_DIAL = "tighten_rule", "tpp"


@dataclass(eq=False)
class EditorScreen(Screen):
    """Edits a card on the table or a new one; nothing lies on the table before it is accepted."""

    name: ClassVar[str] = "editor"
    order: str = ""
    settings: dict[str, Setting] = field(default_factory=dict)
    card: int = -1
    chosen_dial: int = 0
    chosen_year: float = 0.0
    moving: FanMotion = field(default_factory=FanMotion)
    _version: int = 0
    _seen: object = None
    _field: RuleField | None = None
    _road: tuple[str, Road] | None = None
    _replaced: LaidCard | None = None

    def __post_init__(self) -> None:
        """Read what is to be edited from the topic: `new:ORDER` or `card:NUMBER`."""
        kind, _, what = self.desk.topic.partition(":")
        if kind == "card" and int(what) < len(self.game.cards()):
            self.card = int(what)
            self._replaced = self.game.cards()[self.card]
            self.order, self.settings = self._replaced.order, dict(self._replaced.parameters)
            self.game.withdraw(self.card)
        else:
            offers = self.game.offers()
            first = next((one for one in offers if one.legal), offers[0])
            wanted = {one.id: one for one in offers}.get(what, first)
            self.order = wanted.id
        for dial in self.offer.parameters:
            self.settings.setdefault(dial.name, dial.default)

    @property
    def game(self) -> Game:
        """Return the game that is open."""
        game = self.desk.game
        if game is None:
            raise RuntimeError("the editor was opened without a game")
        return game

    @property
    def offer(self) -> Offer:
        """Return the offer that is edited."""
        return next(one for one in self.game.offers() if one.id == self.order)

    @property
    def draws_rule(self) -> bool:
        """Tell whether the order draws a line through the chips."""
        return self.order == RULE_ORDER and RULE_DIAL in self.settings

    def road(self) -> Road:
        """Return the road, asked once a language."""
        words = self.desk.words
        if self._road is None or self._road[0] != words.language:
            self._road = words.language, self.game.road(words)
        return self._road[1]

    def fan(self) -> Fan | None:
        """Return the futures so far."""
        fan = self.game.look_ahead(self.order, self.settings)
        return led(fan) if fan is not None and self.road().leads else fan

    def preview(self) -> Preview:
        """Return what the order costs, with what it changes once that is known."""
        quick = self.game.preview(self.order, self.settings)
        known = self.game.effects(self.order, self.settings) if quick.legal else None
        return known or quick

    def tick(self, now_ms: float) -> bool:
        """Take in what the other process has found out, and let a newer fan come."""
        if self.game.poll():
            self._version += 1
            self.desk.stale = True
        seen = (self._version, tuple(sorted(self.settings.items())))
        if seen != self._seen:
            self._seen = seen
            self.moving.take(self.fan(), now_ms, at_once=self.desk.settings.reduced_motion)
        return self.moving.moves(now_ms)

    # --- parts

    def parts(self) -> Iterable[Part]:
        """Return the parts."""
        key = (self.order, tuple(sorted(self.settings.items())), self.chosen_dial, self._version)
        yield Part("ground", (0, 0, WIDTH, HEIGHT), 0, _ground)
        yield Part("topbar", (0, 0, WIDTH, 48), 0, self._topbar)
        yield Part("orders", (0, 49, 266, 396), key, self._orders)
        if self.draws_rule:
            yield Part("field", (266, 49, 500, 396), key, self._rule)
            yield Part("lists", (766, 49, 514, 396), key, self._lists)
        else:
            yield Part("dials", (266, 49, 500, 396), key, self._dials)
            yield Part("side", (766, 49, 514, 396), key, self._side)
        moved = self.moving.share(self.desk.now_ms), self.moving.waits
        yield Part(
            "foresight", (0, 446, WIDTH, 274), (key, self.chosen_year, moved), self._foresight
        )

    def _topbar(self, canvas: Canvas) -> None:
        words, keys = self.desk.words, self.desk.settings
        draw_topbar(
            canvas, self.game.turn(), self.game.metrics(words), words,
            (keys.key_of("undo"), keys.key_of("end_year")), can_undo=False, can_end=False,
        )  # fmt: skip

    def _orders(self, canvas: Canvas) -> None:
        preview, keys = self.preview(), self.desk.settings
        gaps = [one for one in preview.effects if one.measure == "kilometres"]
        effect = next(iter((*gaps, *preview.effects)), None)
        card = LaidCard(
            self.order, self.offer.title, self.settings, terms_of(preview, self.desk.words),
            preview.slots, preview.price_busd, preview.chance, effect,
        )  # fmt: skip
        cards = [*self.game.cards(), card]
        tray = Tray(cards, self.game.slots, edited=len(cards) - 1)
        bound = keys.key_of("add"), keys.key_of("advice")
        draw_orders(canvas, tray, self.desk.words, bound)
        canvas.targets.clear()

    def _rule(self, canvas: Canvas) -> None:
        words = self.desk.words
        name = words.tr("Export rule: from this performance on, denied")
        head(canvas, 272, 68, 478, name)
        draw_rulefield(canvas, self._rulefield(), float(self.settings[RULE_DIAL]), words)
        rows = [dial for dial in self.offer.parameters if dial.name != RULE_DIAL]
        for n, dial in enumerate(rows[:2]):
            draw_dial(canvas, dial, self.settings[dial.name], DIALS_X, 404 + 27 * n, DIALS_WIDTH, words,
                      chosen=self._dial_place(dial.name) == self.chosen_dial)  # fmt: skip

    def _rulefield(self) -> RuleField:
        if self._field is None:
            self._field = self.game.rulefield()
        return self._field

    def _lists(self, canvas: Canvas) -> None:
        draw_lists(canvas, self._rulefield(), float(self.settings[RULE_DIAL]), self.desk.words)
        preview = self.preview()
        canvas.text(SIDE_X, 428, terms_of(preview, self.desk.words), SMALL, PAPER2)

    def _dials(self, canvas: Canvas) -> None:
        offer, words = self.offer, self.desk.words
        head(canvas, DIALS_X, 68, DIALS_WIDTH, offer.title)
        for n, line in enumerate(canvas.wrap(offer.help, DIALS_WIDTH, NAME, lines=2)):
            canvas.text(DIALS_X, 102 + 20 * n, line, NAME, PAPER2)
        for n, dial in enumerate(offer.parameters):
            draw_dial(canvas, dial, self.settings[dial.name], DIALS_X, 164 + 44 * n, DIALS_WIDTH, words,
                      chosen=n == self.chosen_dial)  # fmt: skip
        if not offer.parameters:
            canvas.text(DIALS_X, 164, words.tr("There is nothing to set."), SMALL, PAPER2)
        self._chip(canvas, 164 + 44 * len(offer.parameters) + 12)

    def _chip(self, canvas: Canvas, y: float) -> None:
        """Tell the figures of the chip that is chosen, where there is room."""
        words, chips = self.desk.words, self.game.scenario.chips
        chip = chips.get(str(self.settings.get("chip", "")))
        if chip is None:
            return
        rows = chip_rows(chip, words)
        half = (len(rows) + 1) // 2
        if y + 20 * half > 436:
            return
        head(canvas, DIALS_X, y, DIALS_WIDTH, chip.name)
        column = DIALS_WIDTH / 2.0
        for n, (name, value) in enumerate(rows):
            x, base = DIALS_X + (n // half) * column, y + 28 + 20 * (n % half)
            canvas.text(x, base, canvas.fit(name, column - 90), SMALL, PAPER2)
            text = canvas.fit(value, 80, SMALL, SEMIBOLD)
            canvas.text(x + column - 20, base, text, SMALL, PAPER, SEMIBOLD, "right")

    def _side(self, canvas: Canvas) -> None:
        waits = self.desk.library.oracle.waits
        draw_terms(canvas, self.preview(), self.desk.words, waits=waits)

    def _foresight(self, canvas: Canvas) -> None:
        words, fan, road = self.desk.words, self.moving.at(self.desk.now_ms), self.road()
        canvas.rect(0, 446, WIDTH, 274, SKY[0])
        canvas.hline(0, WIDTH, 446, RULE)
        measured = road.rival if road.leads else road.seat
        history = self.game.history(words)
        past = [*zip(history.years, history.truth.get(measured, ()), strict=False)]
        now = float(history.years[-1])
        year = self.chosen_year or now + 4.0
        runner = road.runner(road.seat)
        colour = look(runner.actor, runner.home, runner.kind).colour if runner else PAPER
        draw_fan(canvas, past, fan, now, colour, year, words, stale=self.moving.waits)
        canvas.target("fan", 356, 456, 808, 240)
        draw_foretold(canvas, None if self.moving.waits else fan, road, year, words)
        button(canvas, "accept", (16, 676, 132, 30), words.tr("Accept"), "Enter", primary=True,
               enabled=self.preview().legal, tip=self.preview().reason)  # fmt: skip
        button(canvas, "cancel", (156, 676, 100, 30), words.tr("Back"), "Esc")

    # --- input

    def _dial_place(self, name: str) -> int:
        return next((n for n, dial in enumerate(self.offer.parameters) if dial.name == name), 0)

    def press(self, target: str) -> None:
        """Set a dial, accept, or go back."""
        kind, _, what = target.partition(":")
        if target == "accept":
            self.accept()
        elif target == "cancel":
            self.cancel()
        elif kind == "choice":
            name, _, value = what.partition(":")
            self.settings[name] = value
        elif kind == "turn":
            name, _, sign = what.partition(":")
            dial = self.offer.parameters[self._dial_place(name)]
            self.settings[name] = moved(dial, self.settings[name], int(sign))

    def drag(self, target: str, x: float, y: float) -> None:
        """Move a slider, the line of a rule, or the chosen year."""
        kind, _, what = target.partition(":")
        if kind == "dial":
            self.chosen_dial = self._dial_place(what)
            dial = self.offer.parameters[self.chosen_dial]
            self.settings[what] = track_of(dial, DIALS_X, DIALS_WIDTH).value(x)
        elif target == "rule_line":
            self.settings[RULE_DIAL] = tpp_at(x)
        elif target == "fan":
            self._choose_year(x)

    def _choose_year(self, x: float) -> None:
        fan = self.fan()
        if fan is None or not fan.years:
            return
        history = self.game.history(self.desk.words)
        first, last = float(history.years[0]), fan.years[-1]
        share = min(max((x - 356.0) / 808.0, 0.0), 1.0)
        year = first + share * (last - first)
        self.chosen_year = fan.years[nearest(fan, year)]

    def wheel(self, target: str, turns: int) -> None:
        """Turn a dial."""
        kind, _, what = target.partition(":")
        if kind in {"dial", "shown", "turn", "choice"}:
            name = what.split(":")[0]
            dial = self.offer.parameters[self._dial_place(name)]
            self.settings[name] = moved(dial, self.settings[name], turns)

    def command(self, command: str) -> bool:
        """Move among dials and in them, accept or go back."""
        dials = self.offer.parameters
        acts: dict[str, Callable[[], None]] = {
            "end_year": self.accept,
            "back": self.cancel,
            "key:down": partial(self._go, 1),
            "key:up": partial(self._go, -1),
            "key:right": partial(self._turn, 1),
            "key:left": partial(self._turn, -1),
        }
        if command not in acts or (not dials and command.startswith("key:")):
            return command in {"add", "undo"}
        acts[command]()
        return True

    def _go(self, step: int) -> None:
        self.chosen_dial = (self.chosen_dial + step) % len(self.offer.parameters)

    def _turn(self, turns: int) -> None:
        dial = self.offer.parameters[self.chosen_dial]
        self.settings[dial.name] = moved(dial, self.settings[dial.name], turns)

    def accept(self) -> None:
        """Lay the card on the table."""
        fault = self.game.add(self.order, self.settings)
        if fault:
            self.desk.say(fault)
            return
        self._replaced = None
        self.desk.close()
        self.desk.changed()

    def cancel(self) -> None:
        """Put back what lay there, and leave."""
        if self._replaced is not None:
            self.game.add(self._replaced.order, self._replaced.parameters)
        self.desk.close()
        self.desk.changed()


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
