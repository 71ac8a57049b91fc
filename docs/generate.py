"""Writes the pages of docs/reference from the code and the scenario data.

Run `python docs/generate.py` from the root of the project; a test fails where a page has fallen
behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from race.batch.store.layout import NUMBER, TABLES, TEXT, WHOLE
from race.engine.plan import PLAN
from race.engine.step import DECIDE_AFTER
from race.paths import scenarios_folder
from race.rules.orders import ORDER_COLUMNS
from race.scenario.editor.game_handbook import game_handbook
from race.scenario.editor.game_schema import FILE_NAME as GAME_SCHEMA
from race.scenario.editor.game_schema import game_schema_text
from race.scenario.editor.handbook import handbook
from race.scenario.editor.schema import FILE_NAME, schema_text
from race.scenario.game.handles import HANDLES
from race.scenario.game.load import load_game
from race.scenario.game.names import NAMES
from race.scenario.game.orders import GameOrder
from race.scenario.load import load
from race.scenario.models.actors import Stock
from race.scenario.models.scenario import Scenario
from race.scenario.models.values import Quantity
from race.world.axes import REPLICATES
from race.world.columns import Column
from race.world.state import COLUMNS

DOCS = Path(__file__).parent
FOLDER = DOCS / "reference"
SCENARIO = "2022"
GUESS = "MODEL"
KINDS = {TEXT: "string", WHOLE: "int32", NUMBER: "float64"}
MADE = "<!-- Made by docs/generate.py; change the code or the data, not this page. -->"
AXES = {
    "countries": "ids of `countries.yaml`",
    "companies": "ids of `companies.yaml`",
    "buyers": "a company at a destination: its home, or a branch abroad; brokers at hubs",
    "offers": "pairs of a buyer and a chip that it can come by: sold to it, or on a grey route",
    "caps": "measures with a cap on what a country gets in a period of years",
    "chips": "the named chips of the scenario, then the places reserved for designs to come",
    "slots": "places for sites of one buyer",
    "metrics": "the six figures that rules test",
    "foundries": "foundries of `supply.yaml`",
    "memory": "groups of memory makers",
    "routes": "grey routes, hub to destination",
    "measures": "measures of `rules.yaml` that the scenario has, then drafts for rules to come",
    "clauses": "clauses of all measures, in order",
    "effects": "what a measure moves beside licences",
    "terms": "the four factors of a pool's speed",
    "accounts": "companies, then states, then the outside",
}


def main() -> None:
    """Write every page, and the schemas."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
    for file, write in FILES.items():
        file.write_text(write(), encoding="utf-8")


def columns_page() -> str:
    """Return the column table of the state."""
    return _page(
        "The state, column by column",
        f"""All that changes during a run, from `race.world.state.COLUMNS`: {len(COLUMNS)} arrays.
Every one has the replicates as its last axis, which the table leaves out; an empty axis means one
number for each replicate. `low` and `high` bound every legal value and are checked after each
stage in tests. Beside the columns a state has `step` (whole steps done) and `time` (decimal year).
Money is in nominal USD.""",
        _columns(COLUMNS),
        "## Axes",
        _table(("axis", "what stands along it"), _axes()),
    )


def orders_page() -> str:
    """Return the table of orders."""
    return _page(
        "The order table",
        f"""What an actor can ask for, from `race.rules.orders.ORDER_COLUMNS`: {len(ORDER_COLUMNS)}
orders. All actors give orders once a year; an order stands until it is changed. Orders outside the
range are cut to it, and orders that are not open to an actor do nothing (`race.rules.legal`).""",
        _columns(ORDER_COLUMNS),
    )


def plan_page() -> str:
    """Return the plan of a step."""
    rows = []
    for number, stage in enumerate(PLAN, start=1):
        module = stage.run.__module__.replace("race.rules.", "")
        name = f"`{stage.name}`"
        rows.append(
            (str(number), name, stage.does, stage.anchor, f"`{module}.{stage.run.__name__}`")
        )
        if stage.name == DECIDE_AFTER:
            rows.append(("", "(decide)", "agents are asked, once a year", "", "`race.engine.step`"))
    return _page(
        "The plan of a step",
        """The stages in their order, from `race.engine.plan.PLAN`. The anchor is a published figure
that the stage must move in the right way. Code is under `race/rules/`.""",
        _table(("", "stage", "what it does", "anchor", "code"), rows),
    )


def parameters_page() -> str:
    """Return the table of parameters and of supply."""
    scenario = load(SCENARIO)
    tables = {
        "parameters": scenario.parameters,
        "supply": scenario.supply,
        "designs": scenario.designs,
    }
    parts: list[str] = []
    for section, table in tables.items():
        file = "parameters.yaml" if section == "parameters" else "supply.yaml"
        parts += [f"## {section} (`scenarios/data/{file}`)", _quantities(table)]
    return _page(
        "Parameters",
        """Every constant of the model, from the scenario data. A parameter with a distribution is
drawn once for each replicate; one without is the same in all. The range is that of the source, or
about 5 to 95 %. What is calibrated was drawn around another figure before; prior and posterior are
in the data, and [validation](../validation.md) says what the figures of 2022-24 pin down. Units are those of the scenario files; "1" is a pure number. Status: CONFIRMED read
in the named source, DERIVED by arithmetic on confirmed figures, RECALLED named from memory of a
public source, MODEL a guess of this project. Source keys are resolved in
`scenarios/data/sources.yaml`.""",
        *parts,
    )


def guesses_page() -> str:
    """Return the list of all figures that are guesses."""
    scenario = load(SCENARIO)
    found: dict[str, list[tuple[str, ...]]] = {}
    counts: dict[str, int] = {}
    for section, name, figure in _figures(scenario):
        counts[section] = counts.get(section, 0) + 1
        if figure.status == GUESS:
            row = (f"`{name}`", *_row(figure)[:3], figure.note)
            found.setdefault(section, []).append(row)
    summary = [
        (section, str(counts[section]), str(len(found.get(section, [])))) for section in counts
    ]
    parts = [_table(("section", "figures", "guesses"), summary)]
    for section, rows in found.items():
        head = ("name", "value", "range", "unit", "why this value")
        parts += [f"## {section}", _table(head, rows)]
    return _page(
        "Figures that are guesses",
        """Every figure of the scenario data whose status is MODEL: chosen for the model, not
published. A note says on what it rests; an empty note means that it rests on judgement alone.
Guesses that are structure and not figures are listed in [the model](../model.md).""",
        *parts,
    )


FILES: Mapping[Path, Callable[[], str]] = {
    DOCS / "scenario-reference.md": handbook,
    scenarios_folder() / FILE_NAME: schema_text,
    scenarios_folder() / "game" / GAME_SCHEMA: game_schema_text,
}
"""Made files that stand elsewhere."""


def tables_page() -> str:
    """Return the tables of a batch."""
    parts = [
        part
        for name, columns in TABLES.items()
        for part in (
            f"## {name}",
            _table(
                ("column", "type", "unit", "meaning"),
                [(f"`{one.name}`", KINDS[one.kind], one.unit, one.doc) for one in columns],
            ),
        )
    ]
    return _page(
        "The tables of a batch",
        """The Parquet files of a shard, `DIR/shards/*/TABLE.parquet`, from `race.batch.store.layout.TABLES`.
Unit and meaning stand in the metadata of each column too. See [batch.md](../batch.md).""",
        *parts,
    )


def game_page() -> str:
    """Return the orders, events, handles and names of the game."""
    data = load_game()
    return _page(
        "The game, entry by entry",
        f"""What `scenarios/game` holds: {len(data.orders)} orders and {len(data.events)} events,
moving {len(HANDLES)} handles, over {len(NAMES)} names. See [play.md](../play.md) for how they work, and
[game-keys.md](game-keys.md) for the keys of the files. Sizes
are in the files, each with its range; all are guesses.""",
        "## Orders",
        _table(
            ("order", "who", "slots", "parameters", "moves", "legal when"),
            [_order_row(name, order) for name, order in data.orders.items()],
        ),
        "## Events",
        _table(
            ("event", "news", "when", "answers", "basis", "status"),
            [
                (f"`{name}`", e.news.en, f"`{e.when}`", ", ".join(e.options), e.basis, e.status)
                for name, e in data.events.items()
            ],
        ),
        "## Handles",
        _table(
            ("handle", "axis", "kind", "unit", "low", "high"),
            [
                (f"`{name}`", h.axis, h.kind, h.unit, f"{h.low:g}", f"{h.high:g}")
                for name, h in HANDLES.items()
            ],
        ),
        "## Names",
        _table(
            ("name", "unit", "meaning"),
            [(f"`{name}`", one.unit, one.doc) for name, one in NAMES.items()],
        ),
    )


def _order_row(name: str, order: GameOrder) -> tuple[str, ...]:
    options = [one for row in order.parameters.values() for one in row.options.values()]
    effects = [*order.effects, *(one for option in options for one in option.effects)]
    return (
        f"`{name}`",
        ", ".join(order.who),
        f"{order.slots}",
        ", ".join(order.parameters),
        ", ".join(dict.fromkeys(effect.handle for effect in effects)),
        "; ".join(f"`{bar.when}`" for bar in order.legal),
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "columns.md": columns_page,
    "tables.md": tables_page,
    "orders.md": orders_page,
    "plan.md": plan_page,
    "parameters.md": parameters_page,
    "guesses.md": guesses_page,
    "game.md": game_page,
    "game-keys.md": game_handbook,
}


def _figures(scenario: Scenario) -> Iterator[tuple[str, str, Quantity]]:
    """Give every quantity of a scenario with its section and its name there."""
    for section in type(scenario).model_fields:
        yield from (
            (section, name, one) for name, one in _quantities_in(getattr(scenario, section))
        )


def _quantities_in(node: object, name: str = "") -> Iterator[tuple[str, Quantity]]:
    if isinstance(node, Quantity):
        yield name, node
    elif isinstance(node, Stock):
        yield f"{name}.{node.chip}", _of_stock(node)
    elif isinstance(node, BaseModel):
        for field in type(node).model_fields:
            yield from _quantities_in(getattr(node, field), f"{name}.{field}")
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _quantities_in(value, f"{name}.{key}".removeprefix("."))
    elif isinstance(node, tuple):
        for value in node:
            yield from _quantities_in(value, name)


def _of_stock(row: Stock) -> Quantity:
    return Quantity(
        value=row.chips,
        unit="chips",
        low=row.low,
        high=row.high,
        source=row.source,
        status=row.status,
        note=row.note,
    )


def _quantities(table: Mapping[str, Quantity]) -> str:
    head = ("name", "value", "range", "unit", "drawn", "source", "status", "note")
    return _table(head, ((f"`{name}`", *_row(one), one.note) for name, one in table.items()))


def _row(one: Quantity) -> tuple[str, ...]:
    low, high = one.low, one.high
    span = "" if low is None or high is None else f"{low:g} to {high:g}"
    return f"{one.value:g}", span, one.unit, _drawn(one), one.source, one.status


def _drawn(one: Quantity) -> str:
    """Return how a figure is drawn; of a calibrated one also where it was before."""
    kind = one.distribution.kind if one.distribution else ""
    if one.prior is None:
        return kind
    centre = one.prior.mode or one.prior.median or one.prior.mean
    return f"{kind}, calibrated" + ("" if centre is None else f" from {centre:g}")


def _columns(columns: Iterable[Column]) -> str:
    head = ("name", "type", "axes", "unit", "low", "high", "meaning")
    return _table(head, (_column(column) for column in columns))


def _column(one: Column) -> tuple[str, ...]:
    axes = ", ".join(one.axes)
    return f"`{one.name}`", one.dtype, axes, one.unit, _bound(one.low), _bound(one.high), one.doc


def _bound(value: float) -> str:
    return "" if abs(value) == float("inf") else f"{value:g}"


def _axes() -> list[tuple[str, str]]:
    used = dict.fromkeys(axis for column in COLUMNS for axis in column.axes)
    return [*((axis, AXES[axis]) for axis in used), (REPLICATES, "futures, drawn apart")]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _page(title: str, opening: str, *parts: str) -> str:
    return "\n\n".join((MADE, f"# {title}", " ".join(opening.split()), *parts)) + "\n"


if __name__ == "__main__":
    main()
