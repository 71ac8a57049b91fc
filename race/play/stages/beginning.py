"""The beginning of a game: what only the game knows, before the first year."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, over_first
from race.engine.step import neutral_orders, opening
from race.play.names import Names
from race.play.stages.beliefs import first_beliefs
from race.play.stages.year_end import MARKS, marks_of
from race.play.state.game_state import GameState
from race.play.state.money import receive
from race.play.state.play_state import NO_EVENT, PlayState
from race.play.state.running import none_running
from race.play.state.table import Table, drawn
from race.scenario.game.names import QUANTITIES
from race.world.draws import STEP_BEFORE_THE_FIRST
from race.world.state import State

RECORD_ENDS = 2025.0
"""Dated rules announced from here on are drafts for whoever holds the issuer."""


def begin(table: Table) -> GameState:
    """Return the game before its first year."""
    block = table.block
    orders = neutral_orders(block)
    state, due = _with_drafts(table.rest, table)
    state = opening(state, orders, block)
    play = _blank(state, due, table)
    game = GameState(state, orders, play, none_running(table.width))
    game = _with_money(game, table)
    names = Names(game, table)
    marks = marks_of(game, names)
    game = game.with_play(
        **{f"{name}_{when}": marks[name] for name in MARKS for when in ("before", "mark")},
        pending=_first_question(game, table, names),
    )
    return first_beliefs(game, table)


def _with_drafts(state: State, table: Table) -> tuple[State, Floats]:
    """Take dated rules off the books that wait for a signature; return them with their dates.

    All those of an issuer whose seat is played; of others those after the record, of which some are
    not signed.
    """
    book, world = table.block.rulebook, table.block.world
    seats = table.seats
    held = {
        int(c)
        for c, s, p in zip(seats.country, seats.is_country, seats.played, strict=True)
        if s and p
    }
    later = book.announced > world.calendar.start
    waits = later & np.isin(book.issuer, list(held)) & np.isfinite(book.announced)
    draws = table.block.chance.uniform("play.drafts", STEP_BEFORE_THE_FIRST, len(book.ids))
    unsigned = (draws > table.number("draft_signed")) & (book.announced >= RECORD_ENDS)[:, None]
    off = waits[:, None] | (unsigned & np.isfinite(book.announced)[:, None])
    due = np.where(waits[:, None], book.announced[:, None], np.inf) * np.ones(table.width)
    return (
        state.evolve(
            measure_announced=np.where(off, np.inf, state.measure_announced),
            measure_effective=np.where(off, np.inf, state.measure_effective),
        ),
        due,
    )


def _blank(state: State, due: Floats, table: Table) -> PlayState:
    seats, width, world = len(table.seats), table.width, table.block.world
    countries, companies = len(world.countries), len(world.companies)
    targets, sources = countries + companies, len(table.data.sources)
    zero, of_seats = np.zeros(width), np.zeros((seats, width))
    wide = np.zeros((len(QUANTITIES), seats, targets, width))
    return PlayState(
        backing=_drawn("backing", table),
        own_trust=_drawn("trust", table),
        secured_mw=of_seats, stolen=of_seats, state_stake=of_seats, slots_used=of_seats,
        standing=_standing(table),
        talent=_talent(table),
        shown_capability=state.capability,
        world_risk=np.full(width, table.number("risk_start")),
        incidents=zero,
        home_wafers=np.full(width, table.number("home_wafers_start")),
        risk_pressure=zero, lobby=zero, no_capital=zero, verification=zero,
        safety_share=np.zeros((companies, width)),
        treaty=of_seats, cheating=of_seats, compliance=of_seats, deceit=of_seats,
        hub_policy=of_seats, admits=of_seats, checks=of_seats, growth=of_seats, rebate=of_seats,
        grid_barred=of_seats, moved=of_seats, watched=of_seats,
        pending=np.full((seats, width), NO_EVENT, dtype=np.int64),
        event_last=np.full((len(table.events), seats, width), -np.inf),
        drafts_due=due,
        seized_before=over_first(state.seized), capacity_before=state.route_capacity,
        output_before=state.output_factor, tension_before=state.tension, leaked=zero,
        gap_mark=of_seats, pool_mark=of_seats, record_mark=zero, effective_mark=zero,
        revenue_mark=of_seats, best_mark=of_seats,
        gap_before=of_seats, pool_before=of_seats, record_before=zero, effective_before=zero,
        revenue_before=of_seats, best_before=of_seats, exposed=of_seats,
        counts=np.zeros((3, seats, width)), streaks=np.zeros((3, seats, width)),
        lost=np.full((seats, width), np.inf), fallen=of_seats,
        ended=np.full(width, np.inf), war=zero, accord=zero,
        median=wide, spread=wide, age=wide, clash=np.zeros((seats, targets, width)),
        source_until=np.zeros((sources, seats, width)),
    )  # fmt: skip


def _drawn(field: str, table: Table) -> Floats:
    """Return a starting figure of the seats' rows, (seats, R), drawn anew in each future."""
    chance = table.block.chance.uniform(
        f"play.start.{field}", STEP_BEFORE_THE_FIRST, len(table.seats)
    )
    rows = [
        drawn(size, chance[seat], certain=not table.difficulty.drawn)
        if (size := getattr(row, field)) is not None
        else np.full(table.width, table.number("trust_start"))
        for seat, row in enumerate(table.seats.rows)
    ]
    return np.stack(rows)


def _standing(table: Table) -> Floats:
    """Return what states think of each other: more of those as close to the controller as they."""
    alignment = table.block.inputs["country.alignment"]
    apart = np.abs(alignment[:, None] - alignment[None])
    return (0.5 - apart) * 2.0 * table.number("standing_most")


def _talent(table: Table) -> Floats:
    rows = table.block.world.scenario.countries.values()
    level = np.array([row.engineers.value if row.engineers else 1.0 for row in rows])
    return np.asarray(level[:, None] * np.ones(table.width))


def _with_money(game: GameState, table: Table) -> GameState:
    """Give seats in play what their rows say that they have at hand beside the books."""
    amount = _drawn("money", table) * table.seats.played[:, None]
    return game.with_state(receive(game.state, amount, table))


def _first_question(game: GameState, table: Table, names: Names) -> np.ndarray:
    """Return the rules that wait for their issuers in the first year, as an event to be answered."""
    pending = game.play.pending.copy()
    for number, (_, event) in enumerate(table.events):
        if any(one.act == "sign_draft" for one in event.options.values()):
            asked = table.seats.played & table.seats.having(event.who)
            return np.where((names["draft_due"] > 0.0) & asked[:, None], number, pending)
    return pending
