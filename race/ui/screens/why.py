"""Why: a number opens into the terms that it was worked out from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from race.play.choosing.offered import Advice
from race.ui.canvas import Canvas
from race.ui.charts.causes import draw_causes, growth_line
from race.ui.charts.skin import colour_of
from race.ui.desk import Part, Screen
from race.ui.facts.road import Road
from race.ui.facts.year import Term
from race.ui.fonts import BOLD, REGULAR, SEMIBOLD
from race.ui.theme import (
    CARD,
    GOOD,
    HERO,
    NAME,
    PAPER,
    PAPER2,
    PAPER3,
    RED,
    RULE,
    RULE2,
    SMALL,
    TITLE,
)
from race.ui.widgets.orders import effect_text
from race.ui.widgets.panel import floating
from race.ui.widgets.tree import Path, Row, draw_tree, path_of, rows_of, term_value

LARGE = (112.0, 64.0, 1056.0, 592.0)
SMALL_WIDTH = 660.0
MOST_ROWS = 15


@dataclass(eq=False)
class WhyScreen(Screen):
    """Floats over the main screen; the gap has its causes beside the tree."""

    name: ClassVar[str] = "why"
    floats: ClassVar[bool] = True
    opened: frozenset[Path] = field(default=frozenset({(), (0,), (0, 0), (1,)}))
    selected: Path = ()
    _asked: dict[str, tuple[Term | None, Road]] = field(default_factory=dict, init=False)

    @property
    def number(self) -> str:
        """Return the name of the number that is explained."""
        return self.desk.topic or "gap"

    def facts(self) -> tuple[Term | None, Road]:
        """Return the tree and the road, asked once a language."""
        words = self.desk.words
        key = f"{self.number}:{words.language}"
        if key not in self._asked:
            assert self.desk.game is not None  # noqa: S101 - the registry opens it over a game only
            self._asked[key] = (self.desk.game.why(self.number, words), self.desk.game.road(words))
        return self._asked[key]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return the panel's box: that of the gap is large, others shrink to their tree."""
        if self.number == "gap":
            return LARGE
        height = 210.0 + 25.0 * len(self.rows())
        return 310.0, 80.0, SMALL_WIDTH, min(height, 600.0)

    def rows(self) -> list[Row]:
        """Return the rows that show."""
        term, _ = self.facts()
        return [] if term is None else [*rows_of(term, self.opened)][:MOST_ROWS]

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        key = (self.number, self.opened, self.selected, len(self.rows()))
        yield Part("ground", self.box, key, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = self.box
        words = self.desk.words
        floating(canvas, x, y, width, height)
        term, road = self.facts()
        if term is None:
            canvas.text(x + 24, y + 40, words.tr("Nothing is known of this number."), NAME, PAPER2)
            self._foot(canvas)
            return
        canvas.text(x + 24, y + 28, words.tr("Why: {title}", title=term.label), SMALL, PAPER2)
        wide = canvas.text(x + 24, y + 68, term_value(term, words), HERO, PAPER, BOLD)
        left = x + 24 + wide + 40
        if self.number == "gap":
            self._formula(canvas, road, left, y)
        elif term.note:
            for n, line in enumerate(canvas.wrap(term.note, x + width - left - 20, lines=3)):
                canvas.text(left, y + 42 + 16 * n, line, SMALL, PAPER2)
        canvas.hline(x + 24, x + width - 24, y + 86, RULE)
        tree = 620.0 if self.number == "gap" else width - 48
        draw_tree(canvas, self.rows(), self.selected, x + 32, y + 108, tree - 10, words)
        if self.number == "gap":
            self._beside(canvas, road)
        self._foot(canvas)

    def _formula(self, canvas: Canvas, road: Road, left: float, y: float) -> None:
        words = self.desk.words
        if not math.isfinite(road.gap_years):
            return
        text = words.tr(
            "= {years} ÷ {plan} × {stride}", years=words.years(road.gap_years),
            plan=words.years(road.plan_years), stride=words.metres(road.stride_m),
        )  # fmt: skip
        canvas.text(
            left, y + 46, canvas.fit(text, 1140 - left, TITLE, SEMIBOLD), TITLE, PAPER, SEMIBOLD
        )
        if road.leads:
            note = words.tr("So many five-year plans, one step each, is the second behind you.")
        else:
            note = words.tr("So many five-year plans, one step each, to where the leader is now.")
        canvas.text(left, y + 67, note, SMALL, PAPER2)

    def _beside(self, canvas: Canvas, road: Road) -> None:
        words = self.desk.words
        x, y, _, height = LARGE
        canvas.vline(x + 666, y + 86, y + height - 48, RULE)
        left, wide = x + 690, 342.0
        who = (
            words.tr("If the second had only this of yours")
            if road.leads
            else words.tr("If you had only this of the leader's")
        )
        canvas.text(left, y + 108, who, SMALL, PAPER2)
        draw_causes(canvas, road, left, y + 112, wide, words)
        self._orders(canvas, left, y + 334, wide)
        self._year(canvas, road, x + 24, y + height - 96)

    def _orders(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        words, game = self.desk.words, self.desk.game
        canvas.hline(x, x + width, y, RULE)
        canvas.text(x, y + 20, words.tr("What the adviser would order"), SMALL, PAPER2)
        hints = [hint for hint in (game.hints() if game else ()) if hint.order][:3]
        if not hints:
            canvas.text(x, y + 42, words.tr("Nothing this year."), SMALL, PAPER3)
        base = y + 32
        for n, hint in enumerate(hints):
            base += self._hint(canvas, n, hint, x, base, width) + 4
        text = words.tr("Causes do not add up: they multiply.")
        canvas.text(x, max(base + 18, y + 136), text, SMALL, PAPER2)

    def _hint(
        self, canvas: Canvas, n: int, hint: Advice, x: float, y: float, width: float
    ) -> float:
        """Draw an adviser's order with what it would do, and return its height."""
        words, game = self.desk.words, self.desk.game
        preview = game.preview(hint.order, hint.parameters) if game else None
        rows = [(words.tr("order"), PAPER, SEMIBOLD)]
        if preview and preview.effects:
            effect = preview.effects[0]
            better = (effect.after > effect.before) == effect.good_up
            rows.append((words.percent(preview.chance), PAPER2, REGULAR))
            rows.append((effect_text(effect, words), GOOD if better else RED, SEMIBOLD))
        taken = sum(canvas.measure(text, SMALL, weight) + 12 for text, _, weight in rows)
        lines = canvas.wrap(hint.text, width - 24 - taken, lines=3)
        height = 8.0 + 16.0 * len(lines)
        canvas.rect(x, y, width, height, CARD, radius=2)
        right = x + width - 10
        for text, colour, weight in rows:
            right -= canvas.text(right, y + 16, text, SMALL, colour, weight, "right") + 12
        for m, line in enumerate(lines):
            canvas.text(x + 10, y + 16 + 16 * m, line, SMALL, PAPER)
        canvas.target(f"hint:{n}", x, y, width, height)
        return height

    def _year(self, canvas: Canvas, road: Road, x: float, y: float) -> None:
        canvas.hline(x, x + 620, y - 22, RULE)
        colours = {
            "leader": colour_of(road, road.rival),
            "own": colour_of(road, road.seat),
            "now": PAPER,
            "plain": PAPER2,
        }
        at = x
        for kind, text in growth_line(road, self.desk.words):
            weight = SEMIBOLD if kind != "plain" else REGULAR
            at += canvas.text(at, y, text, SMALL, colours[kind], weight) + 12
        game = self.desk.game
        for name, value in game.beside(self.desk.words) if game else ():
            x += canvas.text(x, y + 26, name, SMALL, PAPER2) + 7
            x += canvas.text(x, y + 26, value, SMALL, PAPER, SEMIBOLD) + 20

    def _foot(self, canvas: Canvas) -> None:
        x, y, width, height = self.box
        words = self.desk.words
        base = y + height - 16
        canvas.hline(x + 24, x + width - 24, base - 22, RULE2)
        keys = words.tr("←→ open   ↑↓ choose   F1 formula and source")
        canvas.text(x + 24, base, canvas.fit(keys, width - 140), SMALL, PAPER2)
        text = words.tr("Esc close")
        canvas.text(x + width - 24, base, text, SMALL, PAPER, align="right")
        canvas.target("close", x + width - 110, base - 18, 96, 26)

    def press(self, target: str) -> None:
        """Open a branch, take an adviser's order, or close."""
        if target == "close":
            self.desk.close()
        elif target.startswith("row:"):
            self.selected = path_of(target)
            self._turn(self.selected)
        elif target.startswith("hint:"):
            self._take(int(target.removeprefix("hint:")))

    def _take(self, number: int) -> None:
        game = self.desk.game
        hints = [hint for hint in (game.hints() if game else ()) if hint.order]
        if game is None or number >= len(hints):
            return
        fault = game.add(hints[number].order, hints[number].parameters)
        self.desk.close()
        self.desk.changed()
        if fault:
            self.desk.say(fault)

    def _turn(self, path: Path) -> None:
        self.opened = self.opened - {path} if path in self.opened else self.opened | {path}

    def command(self, command: str) -> bool:
        """Move through the tree, or close."""
        rows = self.rows()
        paths = [row.path for row in rows]
        place = paths.index(self.selected) if self.selected in paths else 0
        if command in {"back", "why"}:
            self.desk.close()
        elif command == "help":
            chosen = next((row.term for row in rows if row.path == self.selected), None)
            self.desk.explain((chosen.topic if chosen else "") or "idea:road")
        elif command == "key:down" and rows:
            self.selected = paths[min(place + 1, len(paths) - 1)]
        elif command == "key:up" and rows:
            self.selected = paths[max(place - 1, 0)]
        elif command == "key:right":
            self.opened |= {self.selected}
        elif command == "key:left":
            self.opened -= {self.selected}
        else:
            return False
        return True
