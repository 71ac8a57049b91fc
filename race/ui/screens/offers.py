"""All orders of the seat under their headings: what each is for, what it takes, why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from race.play.choosing.offered import Offer
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import NAME, PAPER, PAPER2, PAPER3, RAISED, RED, RULE, RULE2, SMALL, TITLE
from race.ui.widgets.panel import floating
from race.ui.words import mark

BOX = (266.0, 52.0, 1006.0, 654.0)
GROUPS = (
    ("chips", mark("Chips"), (
        "buy_licensed", "buy_grey", "rent_abroad", "stockpile", "prepay_capacity", "bid_supply",
        "allocate_supply", "custom_chip", "design_variant", "next_generation", "set_price",
        "domestic_mandate", "fund_fab", "fund_tools")),
    ("halls", mark("Halls and power"), (
        "build_power", "own_power", "build_site", "site_abroad", "offer_cloud", "ration_power",
        "split_compute", "merge_pools", "found_pool", "join_pool", "recruit_members",
        "upgrade_protocol", "admit_policy")),
    ("models", mark("Models and people"), (
        "start_run", "steer_run", "set_release", "fund_research", "talent", "hire", "secure",
        "alliance", "raise_capital", "sell_stake_state", "move_seat", "compliance")),
    ("rules", mark("Rules"), (
        "tighten_rule", "relax_rule", "grant_quota", "list_entity", "enforcement", "hub_policy",
        "safety_rules", "subsidise", "lobby")),
    ("world", mark("The others"), (
        "ask_ally", "treaty", "intelligence", "deceive", "cyber_operation", "retaliate", "deter")),
)  # fmt: skip
"""Headings, and the orders of states and companies that stand under them."""
HEADING, ROW, BETWEEN = 34.0, 25.0, 14.0
TOLD = 172.0
"""Height of what is told of an order, at the foot."""


@dataclass(eq=False)
class OffersScreen(Screen):
    """Floats over the map; a press opens the order, so that any is within three."""

    name: ClassVar[str] = "add"
    floats: ClassVar[bool] = True
    chosen: int = 0
    _offers: Sequence[Offer] | None = None
    _advice: Mapping[str, str] | None = None

    def offers(self) -> Sequence[Offer]:
        """Return the offers in the order in which they are shown."""
        if self._offers is None:
            game = self.desk.game
            found = {one.id: one for one in (game.offers() if game else ())}
            order = [name for _, _, names in GROUPS for name in names if name in found]
            rest = [name for name in found if name not in order]
            self._offers = [found[name] for name in (*order, *rest)]
        return self._offers

    def changed(self) -> None:
        """Ask again."""
        self._offers = self._advice = None

    def advice(self) -> Mapping[str, str]:
        """Return what the adviser says of the orders that he names."""
        if self._advice is None:
            game = self.desk.game
            hints = game.hints() if game and game.phase == "orders" else ()
            self._advice = {hint.order: hint.text for hint in hints if hint.order}
        return self._advice

    def parts(self) -> Iterable[Part]:
        """Return the panel."""
        yield Part("ground", BOX, (self.chosen, self.desk.words.language), self._draw)

    def _draw(self, canvas: Canvas) -> None:
        x, y, width, height = BOX
        words = self.desk.words
        floating(canvas, x, y, width, height)
        canvas.text(x + 24, y + 36, words.tr("Orders"), TITLE, PAPER, SEMIBOLD)
        game = self.desk.game
        used, whole = game.slots if game else (0, 0)
        text = words.tr("{n} of {whole} slots free", n=whole - used, whole=whole)
        canvas.text(x + width - 24, y + 36, text, SMALL, PAPER2, align="right")
        self._columns(canvas, x + 24, y + 64)
        self._told(canvas, x + 24, y + height - 66, width - 48)

    def columns(self) -> list[list[tuple[str, list[int]]]]:
        """Return headings with the numbers of their offers, column by column."""
        place = {one.id: n for n, one in enumerate(self.offers())}
        listed = {name for _, _, names in GROUPS for name in names}
        groups = [(title, [place[n] for n in names if n in place]) for _, title, names in GROUPS]
        groups.append((mark("More"), [n for name, n in place.items() if name not in listed]))
        found: list[list[tuple[str, list[int]]]] = [[]]
        left = room = BOX[3] - TOLD - 64.0
        for title, rows in groups:
            need = HEADING + ROW * len(rows)
            if rows and need > left and found[-1]:
                found.append([])
                left = room
            if rows:
                found[-1].append((title, rows))
                left -= need + BETWEEN
        return found

    def _columns(self, canvas: Canvas, x: float, y: float) -> None:
        columns = self.columns()
        pitch = (BOX[2] - 48.0 + 24.0) / max(len(columns), 3)
        width = pitch - 24.0
        for place, column in enumerate(columns):
            left, base = x + place * pitch, y
            for title, rows in column:
                text = self.desk.words.tr(title).upper()
                canvas.text(left, base + 12, text, SMALL, PAPER2, SEMIBOLD)
                canvas.hline(left, left + width, base + 20, RULE)
                for m, n in enumerate(rows):
                    self._row(canvas, n, left, base + 24 + ROW * m, width)
                base += HEADING + ROW * len(rows) + BETWEEN

    def _row(self, canvas: Canvas, n: int, x: float, y: float, width: float) -> None:
        offer = self.offers()[n]
        name = f"offer:{offer.id}"
        if canvas.hot == name or n == self.chosen:
            canvas.rect(x - 6, y, width + 12, 24, RAISED, radius=2)
        colour = PAPER if offer.legal else PAPER3
        room = width - 8.0 * offer.slots - 8.0
        if offer.id in self.advice():
            said = self.desk.words.tr("advised")
            room -= canvas.text(x + room, y + 16, said, SMALL, PAPER2, align="right") + 8.0
        canvas.text(x, y + 17, canvas.fit(offer.title, room, NAME), NAME, colour)
        for slot in range(offer.slots):
            canvas.rect(x + width - 5.0 - 8.0 * slot, y + 9, 5, 7, PAPER2 if offer.legal else RULE2)
        canvas.target(name, x - 6, y, width + 12, 24)

    def _told(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Tell of the order that is pointed at, and how to go on."""
        words = self.desk.words
        canvas.hline(x, x + width, y + 18, RULE)
        text = words.tr(
            "Grey orders cannot be given now. Each square is a slot of the year that an order takes."
        )
        canvas.text(x, y + 44, canvas.fit(text, width - 120), SMALL, PAPER2)
        text = words.tr("Esc close")
        canvas.text(x + width, y + 44, text, SMALL, PAPER, align="right")
        canvas.target("close", x + width - 80, y + 28, 86, 26)
        offer = self._pointed(canvas.hot)
        top = BOX[1] + BOX[3] - TOLD + 12
        canvas.hline(x, x + width, top, RULE)
        if offer is None:
            return
        canvas.text(
            x, top + 30, canvas.fit(offer.title, 440, TITLE, SEMIBOLD), TITLE, PAPER, SEMIBOLD
        )
        for n, line in enumerate(canvas.wrap(offer.help, 600, NAME, lines=2)):
            canvas.text(x, top + 56 + 20 * n, line, NAME, PAPER2)
        left = x + 640
        if offer.legal:
            costs = " · ".join(self._cost(offer))
            canvas.text(left, top + 30, canvas.fit(costs, x + width - left), SMALL, PAPER)
            said = self.advice().get(offer.id, "")
            for n, line in enumerate(canvas.wrap(said, x + width - left, lines=2)):
                canvas.text(left, top + 52 + 18 * n, line, SMALL, PAPER2)
            return
        for n, line in enumerate(canvas.wrap(offer.reason, x + width - left, SMALL, SEMIBOLD, 4)):
            canvas.text(left, top + 30 + 18 * n, line, SMALL, RED, SEMIBOLD)

    def _pointed(self, hot: str) -> Offer | None:
        offers = self.offers()
        if hot.startswith("offer:"):
            return next((one for one in offers if one.id == hot.removeprefix("offer:")), None)
        return offers[self.chosen] if 0 <= self.chosen < len(offers) else None

    def _cost(self, offer: Offer) -> list[str]:
        game, words = self.desk.game, self.desk.words
        if game is None or not offer.legal:
            return []
        preview = game.preview(offer.id, {dial.name: dial.default for dial in offer.parameters})
        lines = [words.trn("takes {n} slot", "takes {n} slots", offer.slots)]
        if preview.price_busd > 0.0:
            lines.append(words.tr("about {price}", price=words.money(preview.price_busd)))
        if preview.backing:
            change = words.fixed(-preview.backing, 0, sign=True)
            lines.append(words.tr("support {change}", change=change))
        return lines

    def press(self, target: str) -> None:
        """Open an order, or close."""
        if target == "close":
            self.desk.close()
        elif target.startswith("offer:"):
            self._open(target.removeprefix("offer:"))

    def _open(self, name: str) -> None:
        offer = next(one for one in self.offers() if one.id == name)
        if not offer.legal:
            self.desk.say(offer.reason)
            return
        self.desk.close()
        self.desk.topic = f"new:{name}"
        self.desk.show("editor")

    def _go(self, aside: int, down: int) -> None:
        """Choose what stands so many columns aside, or rows further."""
        columns = [[n for _, rows in column for n in rows] for column in self.columns()]
        at = next(n for n, column in enumerate(columns) if self.chosen in column)
        row = columns[at].index(self.chosen)
        to = columns[min(max(at + aside, 0), len(columns) - 1)]
        whole = [n for column in columns for n in column]
        moved = whole.index(to[min(row, len(to) - 1)]) + down
        self.chosen = whole[min(max(moved, 0), len(whole) - 1)]

    def command(self, command: str) -> bool:
        """Choose by arrows, open by Enter."""
        offers = self.offers()
        steps = {"key:down": (0, 1), "key:up": (0, -1), "key:right": (1, 0), "key:left": (-1, 0)}
        if command in steps and offers:
            self._go(*steps[command])
        elif command == "end_year" and 0 <= self.chosen < len(offers):
            self._open(offers[self.chosen].id)
        elif command in {"back", "add"}:
            self.desk.close()
        else:
            return False
        return True
