"""What is printed: the table of the turn, offers, cards, reports and explanations."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from race.play.amounts import Amounts
from race.play.choosing.offered import (
    Advice,
    Effect,
    LaidCard,
    Offer,
    Option,
    Parameter,
    Preview,
    Question,
)
from race.play.session import SLOTS, Session
from race.play.telling.shown import Estimate, Fact, Verdict, Why, YearReport
from race.play.words import Words
from race.terminal.heads import DIM, band, heads

SHOWN_RIVALS = 6
STATUS = (
    "kilometres", "training_gap_years", "behind_years", "ratio", "speed_flops", "compute_h100e",
    "money", "income", "backing", "trust", "lag_months", "record_flop",
)  # fmt: skip


class Screens:
    """Makes printable things of what a session shows, in its language."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.words = Words(session.language)
        self.amounts = Amounts(self.words)

    def head(self, columns: int) -> RenderableType:
        """Give the line above everything: year, seat, turn, free slots; no rule where none fits."""
        session = self._session
        text = self.words(
            "text.head",
            year=session.year,
            seat=session.name(session.seat),
            turn=session.turn + 1,
            turns=session.turns,
            left=session.slots_left,
            slots=SLOTS,
        )
        line = Text(text, style="bold")
        return Rule(line, style=DIM) if line.cell_len + 4 <= columns else line

    def status(self, *, wide: bool = False) -> RenderableType:
        """Give the own figures of the seat, in two columns, or four where there is room."""
        own = self._session.facts.own
        shown = [own[name] for name in STATUS if name in own and math.isfinite(own[name].value)]
        pairs = 3 if wide else 2
        table = Table.grid(padding=(0, 2))
        for _ in range(pairs):
            table.add_column()
            table.add_column(justify="right")
        cells = [cell for fact in shown for cell in self._cells(fact)]
        for first in range(0, len(cells), 2 * pairs):
            table.add_row(*cells[first : first + 2 * pairs])
        return table

    def _cells(self, fact: Fact) -> tuple[Text, Text]:
        style = "bold yellow" if fact.id == "kilometres" else ""
        return Text(fact.title, style=DIM), Text(self._value(fact.value, fact.unit), style=style)

    def rivals(self, *, most: int = SHOWN_RIVALS) -> RenderableType:
        """Give what is believed of the pools of other actors, largest first, with bands."""
        session = self._session
        found = [one for one in session.facts.others if one.id == "speed_flops"]
        found.sort(key=lambda one: -one.value)
        table = heads(self.words, "actor", "pool", "band", "age")
        for one in found[:most]:
            mark = " !" if one.disagree else ""
            table.add_row(
                session.name(one.actor),
                self._value(one.value, one.unit) + mark,
                self._band(one),
                self.amounts.span(one.age_years) if one.age_years > 0.0 else "",
            )
        return table

    def dossier(self, actor: str) -> RenderableType:
        """Give all that is believed of an actor, and what it will probably do."""
        session = self._session
        lines = [Text(session.name(actor), style="bold")]
        for one in session.facts.of(actor).values():
            value = self._value(one.value, one.unit)
            lines.append(Text(f"  {one.title}: {value} ({self._band(one)})"))
        moves = ", ".join(
            f"{one.title} {round(100 * one.share)} %" for one in session.likely(actor)
        )
        if moves:
            lines.append(Text(self.words("text.likely", moves=moves)))
        return Group(*lines)

    def cards(self, placed: Sequence[LaidCard]) -> RenderableType:
        """Give the cards on the table, numbered."""
        if not placed:
            return Text(self.words("text.no_cards"), style=DIM)
        lines = [
            Text(f"  {number}. {card.text}  ({self._price(card.price_busd, card.slots)})")
            for number, card in enumerate(placed, 1)
        ]
        return Group(Text(self.words("text.cards"), style="bold"), *lines)

    def offers(self, offers: Sequence[Offer], *, short: bool = False) -> RenderableType:
        """Give all orders, numbered; those that are not legal with their reason.

        Where there is little room, their names alone, in two columns.
        """
        if short:
            return self._names(offers)
        table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
        table.add_column(justify="right")
        table.add_column(ratio=3)
        table.add_column(justify="right")
        table.add_column(ratio=4)
        for number, offer in enumerate(offers, 1):
            style = "" if offer.legal else DIM
            slots = self.words("text.slots", n=offer.slots)
            note = offer.help if offer.legal else offer.reason
            cells = (str(number), offer.title, slots, note)
            table.add_row(*(Text(cell, style=style) for cell in cells))
        return table

    def _names(self, offers: Sequence[Offer]) -> RenderableType:
        cells = [
            Text(f"{number:>3} {offer.title}", style="" if offer.legal else DIM)
            for number, offer in enumerate(offers, 1)
        ]
        half = (len(cells) + 1) // 2
        table = Table.grid(padding=(0, 2))
        for place in range(half):
            right = cells[half + place] if half + place < len(cells) else Text("")
            table.add_row(cells[place], right)
        return Group(table, Text(self.words("text.dim_orders"), style=DIM))

    def parameter(self, parameter: Parameter) -> str:
        """Give the question for one parameter: its name, what is allowed, the default."""
        if parameter.kind == "choice":
            names = {option.id: option.title for option in parameter.choices}
            return f"{parameter.title} [{names.get(str(parameter.default), '')}]: "
        low, high = (self.amounts.exact(x) for x in (parameter.low, parameter.high))
        usual = self.amounts.exact(float(parameter.default))
        unit = "" if parameter.unit == "1" else f" {self._unit(parameter.unit)}"
        return f"{parameter.title}, {low} - {high}{unit} [{usual}]: "

    def options(self, options: Iterable[Option]) -> RenderableType:
        """Give things to choose from, numbered."""
        lines = [
            Text.assemble(f"  {number}. {option.title}", (f"  {option.help}", DIM))
            for number, option in enumerate(options, 1)
        ]
        return Group(*lines)

    def preview(self, preview: Preview) -> RenderableType:
        """Give the price of a card, when it is done, and what it changes."""
        low, high = preview.finish
        when = (
            self.words("text.at_once")
            if high == 0
            else self.words("text.quarters", low=low, high=high)
        )
        lines = [
            Text(
                self.words(
                    "text.preview",
                    price=self.amounts.money(preview.price_busd),
                    backing=self.amounts.number(-preview.backing),
                    when=when,
                    chance=round(100 * preview.chance),
                )
            )
        ]
        lines += [Text(f"  {self._effect(effect)}") for effect in preview.effects]
        if not preview.legal:
            lines.append(Text(preview.reason, style="red"))
        return Group(*lines)

    def _effect(self, effect: Effect) -> str:
        before, after, low, high = (
            self._value(value, effect.unit)
            for value in (effect.before, effect.after, effect.low, effect.high)
        )
        return f"{effect.title}: {before} → {after} ({band(low, high)})"

    def report(self, report: YearReport) -> RenderableType:
        """Give the news of a year by quarter, and what moved the gap."""
        lines: list[RenderableType] = [
            Rule(Text(self.words("text.report", year=report.year), style="bold"), style=DIM)
        ]
        for frame in report.frames:
            quarter = self.words("text.quarter", n=frame.quarter)
            told = Counter(one.text for one in frame.happenings if one.text)
            lines.extend(
                Text(f"{quarter} {self.words('end.order', title=text, n=n) if n > 1 else text}")
                for text, n in told.items()
            )
        lines.extend(Text(message, style="yellow") for message in report.messages)
        before, after = (
            self.amounts.distance(own["kilometres"])
            for own in (report.own_before, report.own_after)
        )
        lines.append(Text(self.words("text.gap_moved", before=before, after=after), style="bold"))
        causes = ", ".join(
            self.words(
                "text.cause",
                title=cause.title,
                before=self.amounts.number(cause.before),
                after=self.amounts.number(cause.after),
            )
            for cause in report.causes
            if math.isfinite(cause.after)
        )
        if causes:
            lines.append(Text(self.words("text.causes", causes=causes)))
        return Group(*lines)

    def why(self, why: Why, depth: int = 0) -> RenderableType:
        """Give a number and what it is made of, as a tree."""
        note = f"  = {why.note}" if why.note else ""
        line = Text.assemble(
            "  " * depth, why.label, ": ", (self._value(why.value, why.unit), "bold"), (note, DIM)
        )
        return Group(line, *(self.why(child, depth + 1) for child in why.children))

    def advice(self, advice: Sequence[Advice]) -> RenderableType:
        """Give the adviser's lines."""
        if not advice:
            return Text(self.words("text.no_advice"), style=DIM)
        return Group(*(Text(f"  {one.text}", style="cyan") for one in advice))

    def question(self, question: Question) -> RenderableType:
        """Give an event that asks, and its options."""
        head = Text(question.title, style="bold red")
        body = [Text(question.text)] if question.text else []
        return Group(head, *body, self.options(question.options))

    def verdict(self, verdict: Verdict | None) -> RenderableType:
        """Give how the seat stands, and what counts as a win."""
        if verdict is None:
            return Text(self.words("text.no_goal"), style=DIM)
        lines = [
            Text(
                self.words("text.score", word=verdict.word, score=round(verdict.score)),
                style="bold",
            ),
        ]
        if verdict.reason:
            lines.append(Text(verdict.reason))
        for goal in verdict.goals:
            mark = "✓" if goal.holds else "·"
            lines.append(Text(f"  {mark} {self.words(f'goal.{goal.kind}')}: {goal.text}"))
            lines += [
                Text(f"      {'✓' if one.holds else '·'} {one.text}", style=DIM)
                for one in (goal.demands if goal.kind == "win" else ())
            ]
        return Group(*lines)

    def _price(self, busd: float, slots: int) -> str:
        return f"{self.amounts.money(busd)}, {self.words('text.slots', n=slots)}"

    def _value(self, value: float, unit: str) -> str:
        return self.amounts.value(value, unit)

    def _band(self, one: Estimate) -> str:
        return band(self._value(one.low, one.unit), self._value(one.high, one.unit))

    def _unit(self, unit: str) -> str:
        key = f"unit.of.{unit}"
        return self.words(key) if self.words.has(key) else unit
