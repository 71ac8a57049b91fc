"""A game whose facts are made up and never change: what golden pictures are drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

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
from race.play.records.record import Setting
from race.play.telling.shown import Achievement, Aftermath, Goal, RivalStory, Without
from race.scenario.models.scenario import Scenario
from race.ui.facts.atlas import Arc, Atlas, Light, Node, Seizure
from race.ui.facts.board import Cell, IndexRow, Metric, News, Table, Turn
from race.ui.facts.fan import Fan
from race.ui.facts.moments import Moment, moments_of
from race.ui.facts.road import CauseOf, Road, Runner, Span
from race.ui.facts.rulefield import ChipDot, Corner, RuleField
from race.ui.facts.year import History, Quarter, Report, Term, Verdict
from race.ui.words import Words
from tests.ui.bench import flagship

NAMES = {
    "RU": ("Russia", "Россия"), "CN": ("China", "Китай"), "US": ("USA", "США"),
    "AE": ("UAE", "ОАЭ"), "FR": ("France", "Франция"), "TOGR": ("Artel", "Артель"),
}  # fmt: skip


def _name(actor: str, words: Words) -> str:
    return NAMES[actor][words.russian]


class MadeGame:
    """Answers every question of the window with the same figures."""

    def __init__(self, phase: Literal["orders", "event", "over"] = "orders") -> None:
        self.phase: Literal["orders", "event", "over"] = phase
        self.laid: list[LaidCard] = [
            LaidCard("buy_grey", "Buy 8 k chips", {}, "grey · UAE", 1, 0.3, 0.88,
                     Effect("kilometres", "gap", "km", 0.218, 0.177, 0.15, 0.205)),
            LaidCard("join_pool", "Lend chips to a pool", {}, "62 sites · 1 Gbit/s", 1, 0.0, 0.7,
                     Effect("kilometres", "gap", "km", 0.218, 0.122, 0.09, 0.19)),
        ]  # fmt: skip

    seat = "RU"
    seats = ("RU",)

    @property
    def scenario(self) -> Scenario:
        return flagship().scenario

    @property
    def slots(self) -> tuple[int, int]:
        return len(self.laid), 4

    def speak(self, language: str) -> None:
        pass

    def turn(self) -> Turn:
        return Turn(2027, 6, 15, 5)

    def metrics(self, words: Words) -> tuple[Metric, ...]:
        return (
            Metric("money", words.tr("Money"), 4.2, "busd", 3.8),
            Metric("power", words.tr("Power"), 1900.0, "mw", 2100.0),
            Metric("chips", words.tr("Chips"), 9400.0, "chips", 8300.0),
            Metric("compute", words.tr("Compute"), 4.66e24, "flop", 3.6e24, factor=True),
            Metric("support", words.tr("Support"), 61.0, "points", 65.0),
            Metric("gap", words.tr("Gap"), 218.0, "metres", 62.0, good_up=False, factor=True),
        )

    def road(self, words: Words) -> Road:
        gaps = {"RU": 218.0, "TOGR": 26.0, "AE": 5.6, "FR": 1.4, "CN": 0.34, "US": 0.0}
        runners = tuple(
            Runner(
                actor, _name(actor, words), "US" if actor == "TOGR" else actor,
                "open_collective" if actor == "TOGR" else "",
                Span.exact(gap) if actor in {"RU", "US"} else Span(gap, gap / 1.7, gap * 1.7),
                was_m=62.0 if actor == "RU" else gap / 1.5, you=actor == "RU", leader=actor == "US",
            )
            for actor, gap in gaps.items()
        )  # fmt: skip
        causes = (CauseOf("chips", 0.27), CauseOf("peak", 61.0), CauseOf("utilisation", 96.0),
                  CauseOf("availability", 174.0))  # fmt: skip
        return Road(2027, "RU", False, "US", 218.0, 1454.0, 62.0, 1.3, 4.571, 5480.0, 0.75, 5.0,
                    causes, runners)  # fmt: skip

    def past_road(self, end: int, words: Words) -> Road:
        return self.road(words)

    def moments(self, words: Words) -> tuple[Moment, ...]:
        before = replace(self.road(words), gap_m=62.0)
        return moments_of(before, self.road(words), words)

    def atlas(self, words: Words) -> Atlas:
        lights = (
            Light("Abilene", (32.4, -99.7), 4000.0, 2e6, "ORCL", "US"),
            Light("Virginia", (39.0, -77.5), 2500.0, 1e6, "AMZN", "US"),
            Light("Ulanqab", (40.9, 113.1), 900.0, 4e5, "BYTE", "CN", estimated=True),
            Light("Paris", (48.7, 2.2), 60.0, 3e4, "GENCI", "FR"),
            Light("Sasovo", (54.4, 41.9), 12.0, 6e3, "YNDX", "RU"),
        )
        nodes = (Node("SG", "Singapore", (1.35, 103.8)), Node("AE", "Dubai", (25.2, 55.3)),
                 Node("TW", "Taiwan", (24.5, 121.0)))  # fmt: skip
        arcs = (
            Arc("legal", (24.5, 121.0), (39.0, -95.0), "US", 1e6),
            Arc("grey", (1.35, 103.8), (25.2, 55.3), "RU", 2000.0),
            Arc("smuggled", (25.2, 55.3), (56.0, 50.0), "RU", 1500.0),
        )
        hosts = {"US": 1.42e7, "CN": 2.3e6, "AE": 9e5, "FR": 3.1e5, "RU": 9400.0}
        return Atlas("RU", hosts, {"US": 2e4, "CN": 5e3}, {"CN": 3, "RU": 3, "AE": 2},
                     frozenset({"CN"}), lights, nodes, arcs, (Seizure((43.0, 77.0), 2000.0),))  # fmt: skip

    def index(self, words: Words) -> tuple[IndexRow, ...]:
        rows = (
            ("US", 1.42e7, 0.7),
            ("CN", 2.3e6, 0.5),
            ("AE", 9e5, 0.3),
            ("FR", 3.1e5, 0.6),
            ("RU", 9400.0, 0.8),
        )
        return tuple(
            IndexRow(actor, _name(actor, words), actor, "", n, Span.exact(total) if actor == "RU" else
                     Span(total, total / 1.6, total * 1.6), private, 0.2, actor == "RU")
            for n, (actor, total, private) in enumerate(rows, 1)
        )  # fmt: skip

    def tab(self, name: str, about: str, words: Words) -> Table:
        heads = (words.tr("Channel"), words.tr("Price"), words.tr("Risk"), words.tr("Lag"))
        rows = (
            (Cell("H100", dim=True), Cell("—", dim=True), Cell(words.tr("denied"), bad=True), Cell("—", dim=True)),
            (Cell(words.tr("Grey: {hub}", hub=_name("AE", words))), Cell("×1.9"), Cell("12 %"), Cell("2")),
        )  # fmt: skip
        return Table(heads, rows, ("chip:H100-SXM-80", "hub:AE"))

    def news(self, words: Words) -> tuple[News, ...]:
        return (News("seized", "Almaty: a lot is seized, 2 k chips", 2026, 2, "actor:RU", bad=True),
                News("run", "UAE: 1.2 GW go on", 2026, 3), News("event", "5 nm in China", 2026, 4))  # fmt: skip

    def log(self, words: Words) -> tuple[News, ...]:
        return self.news(words) * 4

    def beside(self, words: Words) -> Sequence[tuple[str, str]]:
        never = words.years(float("inf"))
        return (
            (words.tr("behind by date"), words.years(6.8)),
            (words.tr("catching up takes"), never),
            (words.tr("models behind by"), words.years(1.75)),
        )

    def why(self, name: str, words: Words) -> Term | None:
        if name != "gap":
            return Term(
                words.tr("Money"), 4.2, "BUSD", "", None, "", (Term("income", 1.1, "BUSD/year"),)
            )
        chips = Term("N", 1592.0, "chips", "", None, words.tr("exact, yours"))
        run = Term("C", 6.84e27, "FLOP", "", 4.6, words.tr("published"))
        time = Term(
            words.tr("your time"), 1454.0, "years", "T = C ÷ (N · P · u · A)", 3.5, "", (run, chips)
        )
        years = Term(
            words.tr("Years between you and the leader"), 1453.7, "years", "", 3.5, "", (time,)
        )
        return Term(
            words.tr("Gap on the road"), 218.0, "m", "", 3.5, words.tr("worked out"), (years,)
        )

    def cards(self) -> Sequence[LaidCard]:
        return self.laid

    def offers(self) -> Sequence[Offer]:
        dials = (
            Parameter("tpp", "TPP", "number", "TPP", 300.0, 40_000.0, 100.0, 3200.0, log=True),
            Parameter("density", "density", "number", "TPP/mm2", 1.0, 30.0, 0.1, 4.0, log=True),
            Parameter("lead", "lead", "number", "months", 0.0, 12.0, 1.0, 1.0),
        )
        grey = (
            Parameter("chips", "how many", "number", "chips", 64.0, 50_000.0, 100.0, 8000.0, log=True),
            Parameter("route", "route", "choice", "1", 0.0, 0.0, 1.0, "AE",
                 (Option("AE", "UAE"), Option("MY", "Malaysia"))),
        )  # fmt: skip
        return (
            Offer("buy_grey", "Buy through middlemen", "Fast and dear.", 1, True, "", grey),
            Offer("tighten_rule", "Tighten the rule", "Draw the line.", 1, True, "", dials),
            Offer("treaty", "Propose a treaty", "A cap.", 2, False, "Nobody would sign.", ()),
        )

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> Preview:
        effect = Effect("kilometres", "gap on the road", "km", 0.218, 0.177, 0.15, 0.205)
        return Preview(0.31, 3.0, 1, (1, 3), 0.88, (effect,), legal=order != "treaty", reason="")

    def effects(self, order: str, parameters: Mapping[str, Setting]) -> Preview | None:
        return self.preview(order, parameters)

    def look_ahead(self, order: str, parameters: Mapping[str, Setting]) -> Fan | None:
        years = tuple(2028.0 + n for n in range(5))
        points, without = (
            tuple(tuple(start * (growth + 0.05 * k) ** n for k, start in enumerate(starts)) for n in range(5))
            for growth, starts in ((1.5, (30.0, 70.0, 120.0, 190.0, 300.0)),
                                   (1.8, (60.0, 140.0, 250.0, 340.0, 500.0)))
        )  # fmt: skip
        return Fan(years, points, without, 256, 256, 840.0)

    def poll(self) -> bool:
        return False

    def rulefield(self) -> RuleField:
        rows = (("GB200", 40_000.0, 24.6, 3), ("H100", 15_824.0, 19.4, 3), ("A100", 4992.0, 6.0, 3),
                ("H20", 2368.0, 2.9, 1), ("L2", 1544.0, 5.3, 0))  # fmt: skip
        force = (
            Corner(4800.0, 0.0),
            Corner(1600.0, 5.92),
            Corner(2400.0, 1.6, 1),
            Corner(1600.0, 3.2, 1),
        )
        return RuleField("CN", tuple(ChipDot(*row) for row in rows), force)

    def add(self, order: str, parameters: Mapping[str, Setting]) -> str:
        self.laid.append(LaidCard(order, order, parameters, "", 1, 0.0))
        return ""

    def withdraw(self, at: int) -> None:
        del self.laid[at]

    def hints(self) -> Sequence[Advice]:
        return (
            Advice(
                "idle_chips", "Chips wait for power: 500 MW short.", "buy_grey", {"chips": 1000.0}
            ),
        )

    def question(self) -> Question | None:
        if self.phase != "event":
            return None
        choices = (
            Option("sign", "Sign", "The line is drawn."),
            Option("wait", "Wait", "It may pass."),
        )
        return Question("draft", "Washington limits chips", "A draft lies on the desk.", choices)

    def choose(self, choice: str) -> None:
        self.phase = "orders"

    def end_year(self) -> Report | None:
        return self.last_report()

    def last_report(self) -> Report | None:
        quarters = tuple(Quarter(n, self.news(Words())[: n % 3]) for n in range(1, 5))
        causes = (("number of chips", 800.0, 2200.0), ("utilisation", 1.3, 1.1))
        return Report(2026, quarters, causes, ("A lapsed order.",))

    def verdict(self) -> Verdict | None:
        return Verdict(
            "partial", 47.0, "The long road", "A partial win.", (Goal("win", "20 years", False),)
        )

    def history(self, words: Words) -> History:
        years = tuple(range(2022, 2028))
        truth = {"RU": (0.08, 0.2, 1.2, 8.0, 62.0, 218.0), "CN": (0.01, 0.02, 0.1, 0.2, 0.3, 0.34),
                 "US": (0.0,) * 6, "AE": (0.1, 0.3, 0.9, 2.0, 4.0, 5.6)}  # fmt: skip
        band = tuple((v, v / 2.0, v * 2.0) for v in truth["CN"])
        return History(years, truth, {"CN": band})

    def series(self, name: str) -> Mapping[str, tuple[float, ...]]:
        return {"RU": (1e3, 2e3, 3e3, 5e3, 7e3, 9.4e3), "US": (1e5, 4e5, 1e6, 3e6, 7e6, 1.42e7)}

    def reruns(self) -> Sequence[Without]:
        return (Without("buy_grey", "Buy through middlemen", 2024, 2, 0.9, 0.218),
                Without("merge_pools", "Join the clusters", 2022, 1, 0.18, 0.218))  # fmt: skip

    def aftermath(self) -> Aftermath | None:
        belief = "Strongest rival, as believed: China, 8.1 EFLOP/s; in truth 12 EFLOP/s."
        marks = (
            Achievement("leap", "A leap", "Ten times nearer within one year."),
            Achievement("good_name", "A good name", "Trust never fell below where it began."),
        )
        rivals = tuple(
            RivalStory(actor, name, "Guardian", "Holds the lead by rules and allies.",
                       "List a company ×10, Ask an ally ×5, Fund research ×5", belief)
            for actor, name in (("US", "United States"), ("CN", "China"), ("MSFT", "Microsoft"))
        )  # fmt: skip
        return Aftermath(marks, rivals, ())

    def save(self, name: str) -> str:
        return ""

    def branch(self, turn: int) -> MadeGame:
        return self

    def share_code(self) -> str:
        return "3KM-7K4-QX2"
