"""An order being edited: its dials or its rule field, what it costs and changes, the futures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.play.choosing.offered import LaidCard, Parameter
from race.play.telling.shown import Goal
from race.ui.asked import Asked
from race.ui.canvas import Canvas
from race.ui.charts.fan import draw_fan, nearest
from race.ui.charts.foretold import draw_foretold
from race.ui.charts.rulefield import density_at, draw_lists, draw_rulefield, tpp_at
from race.ui.charts.skin import colour_of
from race.ui.desk import Part, Screen
from race.ui.draft import Draft
from race.ui.facts.fan import Fan, led
from race.ui.facts.road import Road
from race.ui.facts.rulefield import RuleField
from race.ui.facts.topics import chip_rows
from race.ui.fonts import SEMIBOLD
from race.ui.game import Game
from race.ui.motion import FanMotion
from race.ui.names import chip_name, name_of
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
)
from race.ui.widgets.dials import draw_dial, track_of
from race.ui.widgets.goals import demands_height, draw_demands
from race.ui.widgets.orders import Tray, draw_orders
from race.ui.widgets.panel import button, head
from race.ui.widgets.terms import SIDE_WIDTH, SIDE_X, draw_summary, draw_terms, terms_of
from race.ui.widgets.topbar import draw_topbar

DIALS_X, DIALS_WIDTH, BOTTOM = 272.0, 478.0, 438.0


@dataclass(eq=False)
class EditorScreen(Screen):
    """Edits a card on the table or a new one; nothing lies on the table before it is accepted."""

    name: ClassVar[str] = "editor"
    chosen_year: float = 0.0
    moving: FanMotion = field(default_factory=FanMotion)
    _version: int = 0
    _seen: object = None
    _asked: Asked = field(default_factory=Asked)

    def __post_init__(self) -> None:
        """Take up what is to be edited."""
        self.draft = Draft(self.game, self.desk.topic)

    @property
    def game(self) -> Game:
        """Return the game that is open."""
        game = self.desk.game
        if game is None:
            raise RuntimeError("the editor was opened without a game")
        return game

    def changed(self) -> None:
        """Ask the game again: it speaks another language."""
        self._asked.forget()
        self.draft.speak()

    def road(self) -> Road:
        """Return the road."""
        return self._asked.once("road", partial(self.game.road, self.desk.words))

    def rulefield(self) -> RuleField:
        """Return the chips on the field of a rule."""
        return self._asked.once("rulefield", self.game.rulefield)

    def goals(self) -> Sequence[Goal]:
        """Return what the seat is to reach."""
        verdict = self._asked.once("verdict", self.game.verdict)
        return verdict.goals if verdict else ()

    def fan(self) -> Fan | None:
        """Return the futures so far."""
        fan = self.game.look_ahead(self.draft.order, self.draft.settings)
        return led(fan) if fan is not None and self.road().leads else fan

    def tick(self, now_ms: float) -> bool:
        """Take in what the other process has found out, and let a newer fan come."""
        if self.game.poll():
            self._version += 1
            self.desk.stale = True
        seen = (self._version, self.draft.key)
        if seen != self._seen:
            self._seen = seen
            self.moving.take(self.fan(), now_ms, at_once=self.desk.settings.reduced_motion)
        return self.moving.moves(now_ms)

    # --- parts

    def parts(self) -> Iterable[Part]:
        """Return the parts."""
        key = (self.draft.key, self._version)
        yield Part("ground", (0, 0, WIDTH, HEIGHT), 0, _ground)
        yield Part("topbar", (0, 0, WIDTH, 48), 0, self._topbar)
        yield Part("orders", (0, 49, 266, 396), key, self._orders)
        if self.draft.draws_rule and self.rulefield().chips:
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
        draft, keys = self.draft, self.desk.settings
        preview = draft.preview()
        gaps = [one for one in preview.effects if one.measure == "kilometres"]
        effect = next(iter((*gaps, *preview.effects)), None)
        card = LaidCard(
            draft.order, draft.offer.title, draft.settings, terms_of(preview, self.desk.words),
            preview.slots, preview.price_busd, preview.chance, effect,
        )  # fmt: skip
        cards = [*self.game.cards(), card]
        tray = Tray(cards, self.game.slots, edited=len(cards) - 1)
        bound = keys.key_of("add"), keys.key_of("advice")
        draw_orders(canvas, tray, self.desk.words, bound)
        canvas.targets.clear()

    def _rule(self, canvas: Canvas) -> None:
        words = self.desk.words
        title = words.tr("Export rule: fast and dense chips denied")
        buyer = name_of(self.rulefield().buyer, self.game.scenario, words)
        head(canvas, 272, 68, 478, title, words.tr("buyer: {country}", country=buyer))
        chosen = self.draft.dials[self.draft.chosen].name
        draw_rulefield(canvas, self.rulefield(), self.draft.line, words, chosen)
        for n, dial in enumerate(self.draft.dials):
            self._dial(canvas, dial, 358 + 26 * n)

    def _lists(self, canvas: Canvas) -> None:
        draw_lists(canvas, self.rulefield(), self.draft.line, self.desk.words)
        draw_summary(canvas, self.draft.preview(), 428.0, self.desk.words)

    def _dials(self, canvas: Canvas) -> None:
        offer, words = self.draft.offer, self.desk.words
        head(canvas, DIALS_X, 68, DIALS_WIDTH, offer.title)
        for n, line in enumerate(canvas.wrap(offer.help, DIALS_WIDTH, NAME, lines=2)):
            canvas.text(DIALS_X, 102 + 20 * n, line, NAME, PAPER2)
        for n, dial in enumerate(offer.parameters):
            self._dial(canvas, dial, 164 + 44 * n)
        if not offer.parameters:
            canvas.text(DIALS_X, 164, words.tr("There is nothing to set."), SMALL, PAPER2)
        self._chip(canvas, 164 + 44 * len(offer.parameters) + 12)

    def _dial(self, canvas: Canvas, dial: Parameter, y: float) -> None:
        draft = self.draft
        draw_dial(canvas, dial, draft.settings[dial.name], DIALS_X, y, DIALS_WIDTH, self.desk.words,
                  chosen=draft.place(dial.name) == draft.chosen)  # fmt: skip

    def _chip(self, canvas: Canvas, y: float) -> None:
        """Tell the figures of the chip that is chosen, where there is room."""
        words, chips = self.desk.words, self.game.scenario.chips
        chip = chips.get(str(self.draft.settings.get("chip", "")))
        if chip is None:
            return
        rows = chip_rows(chip, words)
        half = (len(rows) + 1) // 2
        if y + 20 * half > 436:
            return
        head(canvas, DIALS_X, y, DIALS_WIDTH, chip_name(chip, words))
        column = DIALS_WIDTH / 2.0
        for n, (name, value) in enumerate(rows):
            x, base = DIALS_X + (n // half) * column, y + 28 + 20 * (n % half)
            canvas.text(x, base, canvas.fit(name, column - 90), SMALL, PAPER2)
            text = canvas.fit(value, 80, SMALL, SEMIBOLD)
            canvas.text(x + column - 20, base, text, SMALL, PAPER, SEMIBOLD, "right")

    def _side(self, canvas: Canvas) -> None:
        waits = self.desk.library.oracle.waits
        words = self.desk.words
        end = draw_terms(canvas, self.draft.preview(), words, waits=waits)
        for goal in self.goals()[:1]:
            top = max(end, BOTTOM - demands_height(goal))
            title = words.tr("What a win asks for")
            draw_demands(canvas, goal, (SIDE_X, top, SIDE_WIDTH, BOTTOM), title, words)

    def _foresight(self, canvas: Canvas) -> None:
        words, fan, road = self.desk.words, self.moving.at(self.desk.now_ms), self.road()
        canvas.rect(0, 446, WIDTH, 274, SKY[0])
        canvas.hline(0, WIDTH, 446, RULE)
        measured = road.rival if road.leads else road.seat
        history = self.game.history(words)
        past = [*zip(history.years, history.truth.get(measured, ()), strict=False)]
        now = float(history.years[-1])
        year = self.chosen_year or now + 4.0
        colour = colour_of(road, road.seat)
        draw_fan(canvas, past, fan, now, colour, year, words, stale=self.moving.waits)
        canvas.target("fan", 356, 456, 808, 240)
        draw_foretold(canvas, None if self.moving.waits else fan, road, year, words)
        preview = self.draft.preview()
        button(canvas, "accept", (16, 676, 132, 30), words.tr("Accept"), "Enter", primary=True,
               enabled=preview.legal, tip=preview.reason)  # fmt: skip
        button(canvas, "cancel", (156, 676, 100, 30), words.tr("Back"), "Esc")

    # --- input

    def press(self, target: str) -> None:
        """Set a dial, accept, or go back."""
        kind, _, what = target.partition(":")
        name, _, value = what.partition(":")
        if target == "accept":
            self.accept()
        elif target == "cancel":
            self.cancel()
        elif kind == "choice":
            self.draft.settings[name] = value
        elif kind == "turn":
            self.draft.turn(self.draft.place(name), int(value))

    def drag(self, target: str, x: float, y: float) -> None:
        """Move a slider, the thresholds of a rule, or the chosen year."""
        kind, _, what = target.partition(":")
        if kind == "dial":
            place = self.draft.chosen = self.draft.place(what)
            track = track_of(self.draft.dials[place], DIALS_X, DIALS_WIDTH)
            self.draft.settings[what] = track.value(x)
        elif kind == "rule":
            if what != "tpp":
                self.draft.set("density", density_at(y))
            if what != "density":
                self.draft.set("tpp", tpp_at(x))
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
            self.draft.turn(self.draft.place(what.split(":")[0]), turns)

    def command(self, command: str) -> bool:
        """Move among dials and in them, accept or go back."""
        draft = self.draft
        acts: dict[str, Callable[[], None]] = {
            "end_year": self.accept,
            "back": self.cancel,
            "key:down": partial(draft.go, 1),
            "key:up": partial(draft.go, -1),
            "key:right": partial(draft.turn, draft.chosen, 1),
            "key:left": partial(draft.turn, draft.chosen, -1),
        }
        if command not in acts or (not draft.dials and command.startswith("key:")):
            return command in {"add", "undo"}
        acts[command]()
        return True

    def accept(self) -> None:
        """Lay the card on the table."""
        fault = self.draft.lay()
        if fault:
            self.desk.say(fault)
            return
        self.desk.close()
        self.desk.changed()

    def cancel(self) -> None:
        """Put back what lay there, and leave."""
        self.draft.drop()
        self.desk.close()
        self.desk.changed()


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
