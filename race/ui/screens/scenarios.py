"""The choice of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import NAME, PAPER, PAPER2, RAISED, SMALL, TITLE
from race.ui.widgets.panel import button, floating

BOX = (240.0, 72.0, 800.0, 576.0)
ROW = 46.0
MOST = 10


@dataclass(eq=False)
class ScenariosScreen(Screen):
    """Floats over the opening."""

    name: ClassVar[str] = "scenarios"
    floats: ClassVar[bool] = True
    chosen: int = 0
    _found: dict[str, Sequence[tuple[str, str, str]]] = field(default_factory=dict)

    def found(self) -> Sequence[tuple[str, str, str]]:
        """Return (id, title, question) of every scenario, read once for a language."""
        language = self.desk.words.language
        if language not in self._found:
            self._found[language] = self.desk.library.scenarios(language)
        return self._found[language]

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        yield Part("ground", BOX, self.chosen, self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words = self.desk.words
        floating(canvas, x, y, width, height)
        canvas.text(x + 24, y + 38, words.tr("Scenarios"), TITLE, PAPER, SEMIBOLD)
        for n, (name, title, question) in enumerate(self.found()[:MOST]):
            row = y + 58 + ROW * n
            target = f"scenario:{name}"
            if canvas.hot == target or n == self.chosen:
                canvas.rect(x + 16, row, width - 32, ROW - 4, RAISED, radius=2)
            canvas.text(
                x + 28, row + 18, canvas.fit(title, 560, NAME, SEMIBOLD), NAME, PAPER, SEMIBOLD
            )
            canvas.text(x + width - 28, row + 18, name, SMALL, PAPER2, align="right")
            canvas.text(x + 28, row + 35, canvas.fit(question, width - 60), SMALL, PAPER2)
            canvas.target(target, x + 16, row, width - 32, ROW - 4)
        key = self.desk.settings.key_of("back")
        button(canvas, "close", (x + width - 148, y + height - 46, 124, 30), words.tr("back"), key)

    def press(self, target: str) -> None:
        """Choose one."""
        kind, _, what = target.partition(":")
        if kind == "scenario":
            self.desk.scenario = what
            self.desk.close()
            self.desk.changed()
        elif target == "close":
            self.desk.close()

    def command(self, command: str) -> bool:
        """Choose by arrows and Enter."""
        found = self.found()
        if command in {"key:down", "key:up"} and found:
            self.chosen = (self.chosen + (1 if command == "key:down" else -1)) % len(found)
        elif command == "end_year" and found:
            self.press(f"scenario:{found[self.chosen][0]}")
        elif command == "back":
            self.desk.close()
        else:
            return False
        return True
