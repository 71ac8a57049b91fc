"""An order being edited: its dials or its rule field, what it costs and changes, the futures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.play.offered import Effect, LaidCard, Offer, Preview
from race.play.record import Setting
from race.ui.canvas import Canvas
from race.ui.charts.fan import distance, draw_fan, nearest
from race.ui.charts.rulefield import draw_lists, draw_rulefield, tpp_at
from race.ui.desk import Part, Screen
from race.ui.facts.fan import HIGH, LOW, MIDDLE, Fan, led
from race.ui.facts.road import Road
from race.ui.facts.rulefield import RuleField
from race.ui.facts.topics import chip_rows
from race.ui.fonts import BOLD, SEMIBOLD
from race.ui.game import Game
from race.ui.theme import (
    GOOD,
    HEIGHT,
    HERO,
    NAME,
    NIGHT,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    RULE,
    SKY,
    SMALL,
    WIDTH,
    look,
)
from race.ui.widgets.dials import draw_dial, moved, track_of
from race.ui.widgets.orders import UNITS, draw_orders, effect_text, effect_whisker
from race.ui.widgets.panel import button, head
from race.ui.widgets.topbar import draw_topbar, figure
from race.ui.words import Words

DIALS_X, DIALS_WIDTH = 272.0, 478.0
SIDE_X, SIDE_WIDTH = 778.0, 486.0
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
    _version: int = 0
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
        """Take in what the other process has found out."""
        if self.game.poll():
            self._version += 1
            self.desk.stale = True
        return False

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
        yield Part("foresight", (0, 446, WIDTH, 274), (key, self.chosen_year), self._foresight)

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
        draw_orders(
            canvas, cards, self.game.slots, None, self.desk.words,
            (keys.key_of("add"), keys.key_of("advice")), edited=len(cards) - 1,
        )  # fmt: skip
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
        words, preview = self.desk.words, self.preview()
        head(canvas, SIDE_X, 68, SIDE_WIDTH, words.tr("What it takes"))
        rows = [
            (
                words.tr("price"),
                words.money(preview.price_busd) if preview.price_busd else words.tr("nothing"),
            ),
            (
                words.tr("support"),
                words.fixed(-preview.backing, 0, sign=True) if preview.backing else "0",
            ),
            (words.tr("slots"), str(preview.slots)),
            (words.tr("done"), when(preview.finish, words)),
            (words.tr("chance"), words.percent(preview.chance)),
        ]
        for n, (name, value) in enumerate(rows):
            x = SIDE_X + 98 * n
            canvas.text(x, 98, name, SMALL, PAPER2)
            canvas.text(x, 118, canvas.fit(value, 94, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD)
        if not preview.legal:
            for n, line in enumerate(canvas.wrap(preview.reason, SIDE_WIDTH, NAME, SEMIBOLD, 3)):
                canvas.text(SIDE_X, 152 + 20 * n, line, NAME, RED, SEMIBOLD)
            return
        head(
            canvas,
            SIDE_X,
            152,
            SIDE_WIDTH,
            words.tr("What it changes in two years"),
            words.tr("8 cases of 10"),
        )
        if not preview.effects:
            waits = self.desk.library.oracle.waits
            text = (
                words.tr("being worked out…")
                if waits
                else words.tr("nothing that can be seen so soon")
            )
            canvas.text(SIDE_X, 184, text, SMALL, PAPER2)
        for n, effect in enumerate(preview.effects[:7]):
            _effect_row(canvas, effect, 186 + 32 * n, words)

    def _foresight(self, canvas: Canvas) -> None:
        words, fan, road = self.desk.words, self.fan(), self.road()
        canvas.rect(0, 446, WIDTH, 274, SKY[0])
        canvas.hline(0, WIDTH, 446, RULE)
        measured = road.rival if road.leads else road.seat
        history = self.game.history(words)
        past = [*zip(history.years, history.truth.get(measured, ()), strict=False)]
        now = float(history.years[-1])
        year = self.chosen_year or now + 4.0
        runner = road.runner(road.seat)
        colour = look(runner.actor, runner.home, runner.kind).colour if runner else PAPER
        draw_fan(canvas, past, fan, now, colour, year, words)
        canvas.target("fan", 356, 456, 808, 240)
        self._told(canvas, fan, road, year)
        button(canvas, "accept", (16, 676, 132, 30), words.tr("Accept"), "Enter", primary=True,
               enabled=self.preview().legal, tip=self.preview().reason)  # fmt: skip
        button(canvas, "cancel", (156, 676, 100, 30), words.tr("Back"), "Esc")

    def _told(self, canvas: Canvas, fan: Fan | None, road: Road, year: float) -> None:
        words = self.desk.words
        if fan is None or not fan.points:
            canvas.text(16, 470, words.tr("Foresight"), SMALL, PAPER2)
            text = words.tr(
                "Futures from what you believe are being played; they show neither hidden truth nor tonight's luck."
            )
            for n, line in enumerate(canvas.wrap(text, 240)):
                canvas.text(16, 494 + 18 * n, line, SMALL, PAPER2)
            return
        place = nearest(fan, year)
        low, middle, high = (
            distance(fan.points[place][part], words) for part in (LOW, MIDDLE, HIGH)
        )
        what = (
            words.tr("Lead in {year}", year=round(fan.years[place]))
            if road.leads
            else words.tr("Gap in {year}", year=round(fan.years[place]))
        )
        time = fan.points[place][MIDDLE] * road.plan_years / road.stride_m
        if 0.0 < time < math.inf:
            what = f"{what} · {words.years(time)}"
        canvas.text(16, 468, canvas.fit(what, 250), SMALL, PAPER2)
        canvas.text(16, 510, middle, HERO, PAPER, BOLD)
        if fan.without:
            text = words.tr(
                "{gap} without the order", gap=distance(fan.without[place][MIDDLE], words)
            )
            canvas.text(16, 536, canvas.fit(text, 250, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD)
        text = words.tr("8 cases of 10: {low} to {high}", low=low, high=high)
        canvas.text(16, 558, canvas.fit(text, 252), SMALL, PAPER2)
        _legend(canvas, look(road.seat).colour, words)

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


def when(quarters: tuple[int, int], words: Words) -> str:
    """Write when something is done: at once, in 2 quarters, in 1-2 quarters."""
    low, high = quarters
    if high <= 0:
        return words.tr("at once")
    if low == high:
        return words.trn("{n} quarter", "{n} quarters", high)
    return words.tr("{low}-{high} quarters", low=low, high=high)


def terms_of(preview: Preview, words: Words) -> str:
    """Write a card's terms: price, support, when it is done."""
    parts = []
    if preview.price_busd > 0.0:
        parts.append(words.money(preview.price_busd))
    if preview.backing:
        change = words.fixed(-preview.backing, 0, sign=True)
        parts.append(words.tr("support {change}", change=change))
    parts.append(when(preview.finish, words))
    return " · ".join(parts)


def _effect_row(canvas: Canvas, effect: Effect, y: float, words: Words) -> None:
    unit = UNITS.get(effect.unit, effect.unit)
    canvas.text(SIDE_X, y, canvas.fit(effect.title, 150), SMALL, PAPER)
    if math.isfinite(effect.before) and math.isfinite(effect.after):
        before, after = (figure(one, unit, words) for one in (effect.before, effect.after))
        from_to = before if before == after else f"{before} → {after}"
        canvas.text(SIDE_X + 300, y, from_to, SMALL, PAPER2, align="right")
    better = (effect.after > effect.before) == effect.good_up
    colour = GOOD if better else RED
    canvas.text(SIDE_X + 402, y, effect_text(effect, words), SMALL, colour, SEMIBOLD, "right")
    effect_whisker(canvas, SIDE_X + 418, y - 4, 64, effect)


def _legend(canvas: Canvas, colour: tuple[int, int, int], words: Words) -> None:
    rows = (words.tr("with it: median, 5 and 8 of 10"), words.tr("without it: median and 8 of 10"),
            words.tr("known so far"))  # fmt: skip
    for n, text in enumerate(rows):
        y = 586 + 22 * n
        if n == 0:
            canvas.rect(16, y - 6, 26, 12, colour, alpha=0.20)
            canvas.rect(16, y - 3, 26, 7, colour, alpha=0.32)
            canvas.rect(16, y - 1, 26, 2.4, colour)
        elif n == 1:
            canvas.hline(16, 42, y - 5, PAPER3)
            canvas.hline(16, 42, y + 5, PAPER3)
            canvas.hdash(16, 42, y - 1, PAPER2, 6, 4, 1.8)
        else:
            canvas.rect(16, y - 1, 26, 2.2, colour)
        canvas.text(50, y + 4, canvas.fit(text, 210), SMALL, PAPER2)


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
