"""The encyclopaedia: topics made of what the scenario and the model say of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from race.engine.figures import FIGURES
from race.engine.plan import PLAN
from race.play.choosing.offered import Offer
from race.scenario.models.chips import Chip
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.ui.names import chip_name, name_of
from race.ui.words import Words, mark

MOST_PARAMETERS = 400
STATUSES = {
    "CONFIRMED": mark("confirmed"), "DERIVED": mark("derived"), "RECALLED": mark("recalled"),
    "MODEL": mark("assumed by the model"), "INVENTED": mark("invented"),
}  # fmt: skip
UNITS = {
    "years": mark("years"), "per year": mark("a year"), "points": mark("points"),
    "MUSD": mark("MUSD"), "chips/year": mark("chips a year"), "points/year": mark("points a year"),
    "BUSD/year": mark("BUSD a year"), "USD/h": mark("USD an hour"), "stacks": mark("stacks"),
    "steps": mark("steps"), "bits": mark("bits"), "Gbit/s": mark("Gbit/s"), "days": mark("days"),
    "m": mark("metre|m"), "USD/kWh": mark("USD/kWh"), "months": mark("months"), "1": "",
}  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """A page: its id such as `chip:A100-SXM-80`, title, paragraphs, and rows of figures."""

    name: str
    title: str
    text: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Chapter:
    """Topics under a heading."""

    name: str
    title: str
    topics: tuple[Topic, ...]


IDEAS = (
    ("turn", mark("What to do"), mark(
        "You lead one actor to the last year of the scenario. Its goal stands beside the orders: a win, half a win, and what would be "
        "a loss; point at one to see what is still missing. Every year, see what moved the gap, lay up to four orders, and end the year. If you do not know what to "
        "do, take the adviser's order: he names what holds you back most.")),
    ("road", mark("The road"), mark(
        "Whoever has the biggest computer trains the biggest model. A run that takes the leader weeks takes others "
        "months, then years, then centuries. The gap is how many years longer your fastest pool would need for the "
        "largest run in the world than the leader's would.")),
    ("kilometre", mark("Three kilometres"), mark(
        "An old joke: asked when communism will come, a computer answers: in three kilometres, for every five-year plan "
        "is one step towards it. So a gap of five years is one step of 75 cm, and twenty thousand years are three kilometres.")),
    ("scale", mark("Two rulers"), mark(
        "On the road every post is ten times as far as the next: that is for work. The honest ruler (L) puts every metre "
        "in its place: that is for truth.")),
    ("steps", mark("Two steps"), mark(
        "In a year you make a step: your pool grows, and you come nearer. Then somebody finishes a record run, and the "
        "road is pushed back under you. The two factors together give the change of the gap exactly.")),
    ("beams", mark("Beams of light"), mark(
        "You know your own figures exactly. Of others you have estimates: the lit stretch under a walker is where he "
        "stands in eight cases of ten. Intelligence makes it narrower; deceit shifts it.")),
    ("slots", mark("Four orders a year"), mark(
        "A year has four slots. Orders cost money and support and take quarters; nothing is spent before the year ends, "
        "and any card can be withdrawn until then.")),
    ("foresight", mark("Foresight"), mark(
        "While an order is edited, the same engine plays hundreds of futures from what you believe, with luck of their "
        "own. The fan shows the middle and eight cases of ten, with the order and without it.")),
    ("rules", mark("Rules"), mark(
        "An export rule sorts chips by their figures, never by their names: total processing performance (TPP: peak times "
        "bits), density, links and memory. Sellers answer with variants just under the line.")),
)  # fmt: skip
"""Id, title and text of the pages that explain the game itself."""
KEY_WORDS = {
    "end_year": mark("end the year, accept"),
    "skip": mark("skip what moves"),
    "undo": mark("take the last card back"),
    "ruler": mark("honest ruler"),
    "help": mark("encyclopaedia"),
    "layer_compute": mark("map: compute"),
    "layer_chips": mark("map: chips"),
    "layer_power": mark("map: power"),
    "layer_controls": mark("map: controls"),
    "layer_rumours": mark("map: rumours"),
    "add": mark("list of orders"),
    "advice": mark("lay the adviser's order"),
    "log": mark("log of news"),
    "year": mark("report of the year"),
    "charts": mark("charts"),
    "why": mark("why the gap"),
    "language": mark("other language"),
    "settings": mark("settings"),
    "fullscreen": mark("full screen"),
    "save": mark("save and load"),
    "back": mark("back"),
    "next": mark("next place (with Shift: the one before)"),
}


def chapters(
    scenario: Scenario, offers: Sequence[Offer], keys: Mapping[str, str], words: Words
) -> tuple[Chapter, ...]:
    """Return all chapters."""
    return (
        Chapter("ideas", words.tr("The game"), (*_ideas(words), _keys(keys, words))),
        Chapter("orders", words.tr("Orders"), tuple(_order(one, words) for one in offers)),
        Chapter("chips", words.tr("Chips"), tuple(_chips(scenario, words))),
        Chapter("rules", words.tr("Rules"), tuple(_rules(scenario, words))),
        Chapter("model", words.tr("The model"), tuple(_model(words))),
        Chapter("parameters", words.tr("Parameters"), tuple(_parameters(scenario, words))),
        Chapter("sources", words.tr("Sources"), tuple(_sources(scenario, words))),
    )


def _ideas(words: Words) -> list[Topic]:
    return [
        Topic(f"idea:{name}", words.tr(title), (words.tr(text),)) for name, title, text in IDEAS
    ]


def _keys(keys: Mapping[str, str], words: Words) -> Topic:
    rows = tuple((keys[name], words.tr(text)) for name, text in KEY_WORDS.items() if name in keys)
    return Topic(
        "idea:keys", words.tr("Keys"), (words.tr("Keys can be changed in the settings."),), rows
    )


def _order(one: Offer, words: Words) -> Topic:
    rows = tuple(
        (dial.title, f"{words.number(dial.low)} … {words.number(dial.high)} {unit_of(dial.unit, words)}".rstrip())
        for dial in one.parameters if dial.kind != "choice"
    )  # fmt: skip
    text = (one.help, one.reason) if one.reason else (one.help,)
    return Topic(f"order:{one.id}", one.title, text, rows)


def _chips(scenario: Scenario, words: Words) -> list[Topic]:
    topics = []
    for name, chip in scenario.chips.items():
        note = (words.note(chip.note),) if getattr(chip, "note", "") else ()
        source = _source(scenario, getattr(chip, "source", ""), words)
        topics.append(
            Topic(f"chip:{name}", chip_name(chip, words), note, chip_rows(chip, words), source)
        )
    return topics


def chip_rows(chip: Chip, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the figures of a chip with their names."""
    return (
        (words.tr("seller"), chip.vendor),
        (words.tr("16-bit peak, TFLOP/s"), _plain(chip.peak_16bit_tflops, words)),
        (words.tr("8-bit peak, TOP/s"), _plain(chip.peak_8bit_tops, words)),
        (words.tr("memory, GB"), _plain(chip.memory_gb, words)),
        (words.tr("memory, TB/s"), _plain(chip.memory_tbs, words)),
        (words.tr("link, GB/s"), _plain(chip.link_gbs, words)),
        (words.tr("power, W"), _plain(chip.tdp_w, words)),
        (words.tr("price at launch, USD"), _plain(chip.price_usd, words)),
    )


def _plain(value: object, words: Words) -> str:
    """Write a figure; none that is known, or none at all, is a dash."""
    number = value.value if isinstance(value, Quantity) else value
    return words.number(float(number), 4) if isinstance(number, (int, float)) and number else "—"


def _rules(scenario: Scenario, words: Words) -> list[Topic]:
    topics = []
    for name, row in scenario.measures.items():
        title = row.title_ru if words.russian and row.title_ru else row.title
        until = row.until.first_day.isoformat() if row.until else "—"
        rows = (
            (words.tr("issuer"), name_of(row.issuer, scenario, words)),
            (words.tr("announced"), row.announced.first_day.isoformat()),
            (words.tr("in force from"), row.effective.first_day.isoformat()),
            (words.tr("until"), until),
            (words.tr("act"), row.instrument or "—"),
        )
        note = (words.note(row.note),) if getattr(row, "note", "") else ()
        topics.append(
            Topic(f"rule:{name}", title, note, rows, _source(scenario, row.source, words))
        )
    return topics


def _model(words: Words) -> list[Topic]:
    named = [(words.tr(plain(stage.name)), words.tr(stage.does)) for stage in PLAN]
    stages = tuple((f"{n}. {name}", does) for n, (name, does) in enumerate(named, 1))
    topics = [Topic("model:stages", words.tr("Stages of a quarter"), (), stages)]
    for one in FIGURES:
        rows = ((words.tr("unit"), unit_of(one.unit, words) or "—"),
                (words.tr("name in results"), one.name))  # fmt: skip
        title = words.tr(plain(one.name))
        topics.append(Topic(f"figure:{one.name}", title, (words.tr(one.doc),), rows))
    return topics


def plain(name: str) -> str:
    """Write the name of a stage or a figure as words; the catalogue translates it."""
    return name.replace("_", " ")


def _parameters(scenario: Scenario, words: Words) -> list[Topic]:
    topics = []
    for name, row in list(scenario.parameters.items())[:MOST_PARAMETERS]:
        value = f"{words.number(row.value, 4)} {unit_of(row.unit, words)}".rstrip()
        rows = [(words.tr("value"), value)]
        if row.low is not None and row.high is not None:
            rows.append((words.tr("range"), f"{words.number(row.low)} … {words.number(row.high)}"))
        rows.append((words.tr("status"), words.tr(STATUSES.get(row.status, row.status))))
        note = (words.note(row.note),) if row.note else ()
        topics.append(
            Topic(
                f"parameter:{name}", name, note, tuple(rows), _source(scenario, row.source, words)
            )
        )
    return topics


def unit_of(unit: str, words: Words) -> str:
    """Write a unit of the data in the language; nothing for a bare number."""
    return words.unit(UNITS.get(unit, unit)) if UNITS.get(unit, unit) else ""


def _sources(scenario: Scenario, words: Words) -> list[Topic]:
    return [
        Topic(f"source:{name}", f"{name} · {words.note(row.what)}", (row.where,))
        for name, row in scenario.sources.items()
    ]


def _source(scenario: Scenario, name: str, words: Words) -> str:
    row = scenario.sources.get(name)
    return f"{name}: {words.note(row.what)}" if row is not None else name
