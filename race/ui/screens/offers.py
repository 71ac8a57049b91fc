"""All orders of the seat under their headings: what each is for, what it takes, why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from race.play.offered import Offer
from race.ui.canvas import Canvas
from race.ui.desk import Part, Screen
from race.ui.fonts import SEMIBOLD
from race.ui.theme import NAME, PAPER, PAPER2, PAPER3, RAISED, RED, RULE, SMALL, TITLE
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
PITCH = 244.0
TOLD = 172.0
"""Height of what is told of an order, at the foot."""


@dataclass(eq=False)
class OffersScreen(Screen):
    """Floats over the map; a press opens the order, so that any is within three."""

    name: ClassVar[str] = "add"
    floats: ClassVar[bool] = True
    chosen: int = -1
    _offers: Sequence[Offer] | None = None

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
        self._offers = None

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

    def _columns(self, canvas: Canvas, x: float, y: float) -> None:
        pitch = PITCH
        offers = {one.id: (n, one) for n, one in enumerate(self.offers())}
        groups = [(title, [offers[n] for n in names if n in offers]) for _, title, names in GROUPS]
        listed = {name for _, _, names in GROUPS for name in names}
        rest = [pair for name, pair in offers.items() if name not in listed]
        groups = [*groups, (mark("More"), rest)]
        column, base = 0, y
        for title, rows in groups:
            if not rows:
                continue
            need = 34.0 + 25.0 * len(rows)
            if base > y and base + need > BOX[1] + BOX[3] - TOLD:
                column, base = column + 1, y
            left = x + column * pitch
            canvas.text(left, base + 12, self.desk.words.tr(title).upper(), SMALL, PAPER2, SEMIBOLD)
            canvas.hline(left, left + pitch - 14, base + 20, RULE)
            for m, (n, offer) in enumerate(rows):
                self._row(canvas, n, offer, left, base + 24 + 25 * m, pitch - 14)
            base += need + 14

    def _row(self, canvas: Canvas, n: int, offer: Offer, x: float, y: float, width: float) -> None:
        name = f"offer:{offer.id}"
        if canvas.hot == name or n == self.chosen:
            canvas.rect(x - 6, y, width + 12, 24, RAISED, radius=2)
        slots = str(offer.slots) if offer.slots != 1 else ""
        room = width - (canvas.measure(slots) + 10 if slots else 0)
        colour = PAPER if offer.legal else PAPER3
        canvas.text(x, y + 17, canvas.fit(offer.title, room, NAME), NAME, colour)
        if slots:
            canvas.text(x + width, y + 17, slots, SMALL, PAPER3, align="right")
        canvas.target(name, x - 6, y, width + 12, 24)

    def _told(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Tell of the order that is pointed at, and how to go on."""
        words = self.desk.words
        canvas.hline(x, x + width, y + 18, RULE)
        text = words.tr(
            "Grey orders cannot be given now. A number is the slots it takes, where not one."
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
            for n, line in enumerate(self._cost(offer)):
                canvas.text(left, top + 30 + 20 * n, line, SMALL, PAPER)
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

    def command(self, command: str) -> bool:
        """Choose by arrows, open by Enter."""
        offers = self.offers()
        steps = {"key:down": 1, "key:up": -1, "key:right": 8, "key:left": -8}
        if command in steps and offers:
            self.chosen = min(max(self.chosen + steps[command], 0), len(offers) - 1)
        elif command == "end_year" and 0 <= self.chosen < len(offers):
            self._open(offers[self.chosen].id)
        elif command in {"back", "add"}:
            self.desk.close()
        else:
            return False
        return True
