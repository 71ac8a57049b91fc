"""The main screen: top bar, orders, map, index, tabs, news, road."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from race.play.choosing.offered import Advice
from race.ui.asked import Asked, Fact
from race.ui.canvas import Canvas
from race.ui.charts.axis import Stage
from race.ui.charts.globe import Frame
from race.ui.charts.index import draw_index
from race.ui.charts.legend import draw_legend
from race.ui.charts.map import LAYER_WORDS, LAYERS, draw_map
from race.ui.charts.road import draw_road
from race.ui.desk import Part, Screen
from race.ui.facts.board import News
from race.ui.facts.moments import news_of_moments
from race.ui.facts.tabs_of_core import TAB_WORDS, TABS
from race.ui.game import Game
from race.ui.motion import CardMotion, YearMotion
from race.ui.passing import Passing
from race.ui.theme import HEIGHT, NIGHT, WIDTH
from race.ui.widgets.news import draw_news, first_line
from race.ui.widgets.panel import tabs
from race.ui.widgets.table import draw_table
from race.ui.widgets.topbar import counting, draw_topbar
from race.ui.widgets.tray import draw_tray

MAP = Frame(272.0, 88.0, 656.0, 330.0)
TAB_COLUMNS = {
    "market": (0.595, 0.80, 1.0),
    "cluster": (0.60, 0.82, 1.0),
    "training": (0.72, 1.0),
    "policy": (0.86, 1.0),
    "dossier": (0.63, 1.0),
}


@dataclass(eq=False)
class MainScreen(Screen):
    """Shows the open game; every number is asked of it once a change."""

    name: ClassVar[str] = "main"
    layer: str = "compute"
    tab: str = "market"
    about: str = ""
    cards: CardMotion = field(default_factory=CardMotion)
    _asked: Asked = field(default_factory=Asked)
    _heard: int = 0

    def __post_init__(self) -> None:
        """Be ready to let years pass."""
        self.passing = Passing(self._asked)

    @property
    def game(self) -> Game:
        """Return the game that is open."""
        game = self.desk.game
        if game is None:
            raise RuntimeError("the main screen was opened without a game")
        return game

    def changed(self) -> None:
        """Ask the game for everything again."""
        at_once = self.desk.settings.reduced_motion
        self.cards.seen(len(self.game.cards()), self.desk.now_ms, at_once=at_once)
        self._asked.forget()

    def fact(self, name: str, ask: Callable[[], Fact]) -> Fact:
        """Return what the game was asked, asked once a language until something changes."""
        return self._asked.once(f"{name}:{self.desk.words.language}", ask)

    # --- parts

    def parts(self) -> Iterable[Part]:
        """Return the parts of the screen."""
        passes, stage = bool(self.passing.motion), self.passing.stage
        if "advice" not in self._asked.late:
            self.hints()
        yield Part("ground", (0, 0, WIDTH, HEIGHT), 0, _ground)
        counts = self._key("topbar"), passes, self.passing.counted
        yield Part("topbar", (0, 0, WIDTH, 48), counts, self._topbar)
        slid = self.cards.share(self.desk.now_ms)
        yield Part(
            "orders", (0, 49, 266, 396), (self._key("orders"), self._heard, slid), self._orders
        )
        yield Part("layers", (266, 56, 668, 32), self.layer, self._layers)
        yield Part(
            "map",
            (272, 88, 656, 330),
            (self._key("map"), self.layer, self.passing.unfolded_ms),
            self._draw_map,
        )
        yield Part("legend", (266, 418, 668, 27), self.layer, self._legend)
        yield Part("index", (936, 49, 344, 226), self._key("sides"), self._index)
        yield Part("tabs", (936, 275, 344, 170), (self._key("sides"), *self._turned), self._tabs)
        yield Part("news", (0, 446, WIDTH, 34), self._key("sides"), self._news)
        yield Part(
            "road", (0, 480, WIDTH, 240), (self._key("road"), stage), partial(self._road, stage)
        )

    def _key(self, part: str) -> tuple[int, str]:
        """Return on what a part depends; one that comes late stays as it was drawn last."""
        return self._asked.shown(part), self.game.seat

    @property
    def _turned(self) -> tuple[str, str, int]:
        """Give which tab is open, on whom, and for a dossier how much has been heard."""
        return self.tab, self.about, self._heard if self.tab == "dossier" else 0

    def _topbar(self, canvas: Canvas) -> None:
        words, keys = self.desk.words, self.desk.settings
        over = self.game.phase == "over"
        passes = self.passing.motion is not None
        note = words.tr("The end") if over else (words.tr("Skip") if passes else "")
        if self.game.phase == "event" and not passes:
            note = words.tr("Answer")
        metrics = self.fact("metrics", partial(self.game.metrics, words))
        if passes:
            metrics = tuple(counting(metric, self.passing.counted) for metric in metrics)
        draw_topbar(
            canvas, self.fact("turn", self.game.turn), metrics, words,
            (keys.key_of("undo"), keys.key_of("skip" if passes else "end_year")),
            can_undo=bool(self.game.cards()), can_end=True, note=note,
        )  # fmt: skip

    def _orders(self, canvas: Canvas) -> None:
        game = self.game
        playing = game.seats and game.phase != "over"
        verdict = self.fact("verdict", game.verdict) if playing else None
        hint, arrived = next(iter(self.hints()), None), self.cards.share(self.desk.now_ms)
        draw_tray(canvas, self.desk, game, hint, verdict, arrived)

    def hints(self) -> list[Advice]:
        """Return what the adviser says and was not done yet."""
        laid = {card.order for card in self.game.cards()}
        hints = self.fact("hints", self.game.hints)
        return [hint for hint in hints if not hint.order or hint.order not in laid]

    def _layers(self, canvas: Canvas) -> None:
        keys = self.desk.settings
        names = [
            (name, self.desk.words.tr(LAYER_WORDS[name]), keys.key_of(f"layer_{name}"))
            for name in LAYERS
        ]
        tabs(canvas, (272, 60, 656, 24), names, self.layer, "layer")

    def _draw_map(self, canvas: Canvas) -> None:
        """Draw the map; while a year unfolds, on the picture of it that was kept."""
        words = self.desk.words
        atlas = self.fact("atlas", partial(self.game.atlas, words))
        if self.passing.motion is None or self.passing.map is None:
            draw_map(canvas, atlas, MAP, words, self.layer)
        else:
            self.passing.map.draw(canvas, MAP, self.passing.motion, self.layer, words)

    def _legend(self, canvas: Canvas) -> None:
        draw_legend(canvas, 272, 422, self.desk.words, self.layer)

    def _index(self, canvas: Canvas) -> None:
        words = self.desk.words
        draw_index(canvas, self.fact("index", partial(self.game.index, words)), words)

    def _tabs(self, canvas: Canvas) -> None:
        words = self.desk.words
        names = [(name, words.tr(TAB_WORDS[name]), "") for name in TABS]
        tabs(canvas, (944, 278, 320, 29), names, self.tab, "tab", spread=True)
        ask = partial(self.game.tab, self.tab, self.about, words)
        table = self.fact(f"tab:{self._turned}", ask)
        draw_table(canvas, 944, 325, 320, table, shares=TAB_COLUMNS[self.tab], most=5)

    def _news(self, canvas: Canvas) -> None:
        words, keys = self.desk.words, self.desk.settings
        begins = self.game.turn().turn == 1 and self.game.seats
        quiet = first_line(keys, words) if begins else ""
        draw_news(canvas, self.lines(), words, keys.key_of("log"), quiet)

    def lines(self) -> tuple[News, ...]:
        """Return the news of the last year, what happened on the road first."""
        return self.fact("news", self._ask_news)

    def _ask_news(self) -> tuple[News, ...]:
        words, year = self.desk.words, self.game.turn().year - 1
        moments = self.fact("moments", partial(self.game.moments, words))
        return (*news_of_moments(moments[1:], year), *self.game.news(words))

    def _road(self, stage: Stage, canvas: Canvas) -> None:
        words = self.desk.words
        road = self.fact("road", partial(self.game.road, words))
        moments = self.fact("moments", partial(self.game.moments, words))
        draw_road(canvas, road, words, stage, moments=moments)

    # --- input

    def command(self, command: str) -> bool:
        """Do what a key stands for."""
        if command.startswith("layer_"):
            self.layer = command.removeprefix("layer_")
            return True
        acts: dict[str, Callable[[], None]] = {
            "end_year": self.end_year,
            "skip": self._skip,
            "undo": self._undo,
            "why": partial(self.press, "why:gap"),
            "advice": self._take_advice,
            "news_a": partial(self._jump, 0),
        }
        if command in {"add", "advice"} and self.game.phase == "event":
            return self.desk.show("event")
        if command in acts:
            acts[command]()
            return True
        return self.desk.show(command)

    def press(self, target: str) -> None:
        """Do what a place stands for."""
        kind, _, what = target.partition(":")
        acts: dict[str, Callable[[str], None]] = {
            "layer": partial(setattr, self, "layer"),
            "tab": partial(setattr, self, "tab"),
            "actor": self._open_dossier,
            "runner": self._open_dossier,
            "light": self._open_dossier,
            "hub": lambda _hub: setattr(self, "tab", "market"),
            "news": lambda number: self._jump(int(number)),
            "withdraw": self._withdraw,
            "card": self._edit,
            "why": self._ask_why,
            "chip": lambda _chip: self.desk.explain(target),
            "rule": lambda _rule: self.desk.explain(target),
            "order": self._explain_order,
            "goal": lambda _goal: self.desk.explain("idea:turn"),
        }
        if what and kind in acts:
            acts[kind](what)
        elif not self.command(target):
            self.desk.show(target)

    def press_right(self, target: str) -> None:
        """Offer the orders, whatever was pointed at."""
        if (
            target.partition(":")[0] in {"hub", "light", "actor", "runner", "chip"}
            and self.game.seats
        ):
            self.desk.show("add")

    def _explain_order(self, order: str) -> None:
        if any(one.id == order for one in self.game.offers()):
            self.desk.explain(f"order:{order}")
        else:
            self.desk.say(self.desk.words.tr("That is an order of others; you have none such."))

    def _open_dossier(self, what: str) -> None:
        self.tab, self.about = "dossier", what.split(":", maxsplit=1)[0]

    def _withdraw(self, number: str) -> None:
        self.game.withdraw(int(number))
        self.desk.changed()

    def _edit(self, number: str) -> None:
        self.desk.topic = f"card:{number}"
        self.desk.show("editor")

    def _ask_why(self, what: str) -> None:
        self.desk.topic = "gap" if what.startswith("cause") else what
        self.desk.show("why")

    def _jump(self, number: int) -> None:
        lines = self.lines()
        if number < len(lines) and lines[number].jump:
            self.press(lines[number].jump)

    def _undo(self) -> None:
        cards = self.game.cards()
        if cards:
            self.game.withdraw(len(cards) - 1)
            self.desk.changed()

    def _take_advice(self) -> None:
        for hint in self.hints()[:1]:
            if hint.order:
                fault = self.game.add(hint.order, hint.parameters)
                if fault:
                    self.desk.say(fault)
                self.desk.changed()

    def end_year(self) -> None:
        """End the year, or what moves after it."""
        if self.passing.motion is not None:
            self._skip()
            return
        if self.game.phase == "over":
            self.desk.show("end")
            return
        if self.game.phase == "event":
            self.desk.show("event")
            return
        words = self.desk.words
        before = self.fact("atlas", partial(self.game.atlas, words))
        year = self.fact("road", partial(self.game.road, words)).year
        report = self.game.end_year()
        self.changed()
        if report is None:
            self.desk.show("curtain")
            return
        self.desk.play_sound("year")
        if self.desk.settings.reduced_motion:
            self._after_year()
            return
        after = self.fact("atlas", partial(self.game.atlas, words))
        motion = YearMotion(self.desk.now_ms, self.desk.settings.speed)
        self.passing.begin(motion, (before, after), year, words)

    def _skip(self) -> None:
        if self.passing.motion is not None:
            self.passing.end()
            self._after_year()

    def _after_year(self) -> None:
        if self.game.phase == "over":
            self.desk.show("end")
            return
        if self.game.phase == "event":
            self.desk.show("event")
        if self.desk.settings.reports and self.game.seats:
            self.desk.show("year")
        if len(self.game.seats) > 1:
            self.desk.show("curtain")

    def tick(self, now_ms: float) -> bool:
        """Move the walkers."""
        if self.game.poll():
            self._heard += 1
            self.desk.stale = True
        if self.passing.motion is None:
            return self.cards.moves(now_ms)
        if self.passing.motion.done:
            self._skip()
        else:
            self.passing.move(now_ms)
        return True


def _ground(canvas: Canvas) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, NIGHT)
