"""The end of a quarter and of a year: support, credit, risk, income, counts, verdicts, ends."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, over_first
from race.play.names import (
    Names,
    counted,
    effective_record,
    met,
    revenue_of_designs,
    standing,
)
from race.play.state.game_state import GameState, Happening
from race.play.state.money import pay, receive
from race.play.state.placed import SLOTS
from race.play.state.play_state import LOST, OPEN, PARTIAL, WON
from race.play.state.table import Table
from race.rules.training import HUSHED
from race.world.state import NO_ONE

COUNTS = ("a", "b", "c")
WAR, WAR_STEPS = 5.0, 4.0


def quarter_income(game: GameState, table: Table) -> GameState:
    """Book what grows of programme money and income, and what own chips save, for a quarter."""
    names, seats = Names(game, table), table.seats
    step = table.block.world.calendar.step_years
    programme = table.block.inputs["country.programme_busd"][seats.country]
    more = np.maximum(names["income"] - programme, 0.0) + programme * game.play.growth
    state_side = np.where(seats.is_country[:, None], more, 0.0)
    firm_side = np.where(seats.is_country[:, None], 0.0, names["ai_revenue"] * game.play.growth)
    gain = (state_side + firm_side) * step * seats.played[:, None]
    state = receive(game.state, np.maximum(gain, 0.0), table)
    state, _ = pay(state, np.maximum(-gain, 0.0), table)
    saved = names.buyer(state.spending) * game.play.rebate * step
    return game.with_state(receive(state, saved, table, "suppliers"))


def shown_models(game: GameState) -> Floats:
    """Return the indices of models that are seen, (companies, R): those of hushed runs are not."""
    hushed = game.state.hushed >= HUSHED
    return np.where(hushed, game.play.shown_capability, game.state.capability)


def quarter_marks(game: GameState) -> dict[str, Floats]:
    """Return the marks that the next quarter is compared with."""
    state = game.state
    return {
        "seized_before": over_first(state.seized),
        "capacity_before": state.route_capacity,
        "output_before": state.output_factor,
        "tension_before": state.tension,
        "war": np.where(state.tension >= WAR, game.play.war + 1.0, 0.0),
    }


def year_end(game: GameState, table: Table) -> tuple[GameState, list[Happening]]:
    """Settle a year: support, trust, risk, counts, losses and ends."""
    game = _with_marks(game, Names(game, table))
    names = Names(game, table)
    game = _support(game, table, names)
    game = _trust(game, table)
    game = _risk(game, table)
    game = _idle_money(game, table, names)
    game = _counted(game, table, names)
    game, told = _ends(game, table)
    return _new_year(game), told


def _support(game: GameState, table: Table, names: Names) -> GameState:
    """Move backing by what the year brought; sizes are numbers of the data."""
    number, play = table.number, game.play
    unused = np.minimum(SLOTS - play.slots_used, number("unused_slots_most"))
    own = names["best_flop"] > play.best_before * number("milestone_growth")
    before, now = play.gap_before, names["gap_years"]
    fell = now < before
    tripled = now > 3.0 * np.maximum(before, number("gap_noticed_years"))
    backing = (
        play.backing
        + number("backing_year")
        + unused * number("backing_unused_slot")
        + own * number("backing_milestone")
        + fell * number("backing_gap_fell")
        - tripled * number("backing_gap_tripled")
    )
    # Praise fades toward what nothing in particular brings; anger does not.
    above = np.maximum(play.backing - number("backing_usual"), 0.0)
    backing = backing - number("backing_fade") * above
    backing = np.clip(backing, 0.0, 100.0)
    held = table.seats.played[:, None]
    fallen = np.where(backing <= 0.0, play.fallen + 1.0, 0.0) * held
    return game.with_play(backing=np.where(held, backing, play.backing), fallen=fallen)


def _trust(game: GameState, table: Table) -> GameState:
    """Let trust heal in a year without exposure, more under a treaty that is kept."""
    play, number = game.play, table.number
    gain = number("trust_year") * (play.exposed == 0.0)
    gain = gain + number("trust_treaty") * play.treaty * (play.cheating == 0.0)
    gain = gain + number("trust_compliance") * (play.compliance >= 2.0)
    gain = gain * np.minimum((100.0 - play.own_trust) / number("trust_ease"), 1.0)
    own = np.clip(play.own_trust + gain, 0.0, 100.0)
    states = np.flatnonzero(table.seats.is_country & table.seats.played)
    trust = game.state.trust.copy()
    rows = table.seats.country[states]
    # The core lets a state's credit heal and wear by itself; the game adds what treaties bring.
    extra = number("trust_treaty") * play.treaty[states] * (play.cheating[states] == 0.0)
    trust[rows] = np.clip(trust[rows] + extra, 0.0, 100.0)
    return game.with_state(game.state.evolve(trust=trust)).with_play(
        own_trust=own, exposed=np.zeros_like(own)
    )


def _idle_money(game: GameState, table: Table, names: Names) -> GameState:
    """Take a part of the money that lies idle: owners want it back, budgets are cut by it.

    Idle is what goes beyond some years of income, sales and own spending on AI.
    """
    yearly = names["income"] + names["sales_busd"] + names["capex"]
    idle = np.maximum(names["money"] - table.number("idle_years") * yearly, 0.0)
    given = table.number("idle_returned") * idle * table.seats.played[:, None]
    state, _ = pay(game.state, given, table, "investors")
    return game.with_state(state)


def _risk(game: GameState, table: Table) -> GameState:
    """Move the world's risk by the decades of effective compute gained, less safety and treaties."""
    play, number = game.play, table.number
    now, before = play.effective_mark, play.effective_before
    decades = np.log10(np.maximum(now, 1.0)) - np.log10(np.maximum(before, 1.0))
    top = np.argsort(-game.state.company_speed, axis=0, kind="stable")[:3]
    safety = over_first(np.take_along_axis(play.safety_share, top, axis=0)) / len(top)
    speeding = number("risk_per_decade") * np.maximum(decades, 0.0)
    risk = (
        play.world_risk
        + speeding * (1.0 - safety / number("safety_most"))
        + play.risk_pressure
        - number("risk_verification") * play.verification / 4.0
    )
    return game.with_play(world_risk=np.clip(risk, 0.0, 100.0))


def _counted(game: GameState, table: Table, names: Names) -> GameState:
    counts, streaks = game.play.counts.copy(), game.play.streaks.copy()
    for seat in range(len(table.seats)):
        for place, key in enumerate(COUNTS):
            fine = counted(names, seat, key)
            if fine is not None:
                counts[place, seat] += fine
                streaks[place, seat] = np.where(fine, streaks[place, seat] + 1.0, 0.0)
    return game.with_play(counts=counts, streaks=streaks)


def _ends(game: GameState, table: Table) -> tuple[GameState, list[Happening]]:
    """Note losses of seats, and the end of the game: by plan, threshold, war or accord."""
    play, calendar = game.play, table.block.world.calendar
    now = Names(game, table)
    lost = play.lost.copy()
    for seat in range(len(table.seats)):
        if table.seats.played[seat]:
            gone = met(now, seat, "loss")
            gone = gone | (play.fallen[seat] >= 2.0)
            gone = gone | _insolvent(seat, now, table)
            lost[seat] = np.where(gone & np.isinf(lost[seat]), game.state.time, lost[seat])
    accord = np.where(
        (play.verification >= 3.0) & (play.treaty.sum(axis=0) >= 2.0),
        play.accord + 1.0,
        0.0,
    )
    over = np.full(table.width, game.state.time >= calendar.end - 1e-6)
    over = over | (accord >= table.number("accord_years")) | (play.war >= WAR_STEPS)
    # Past the threshold there is one last turn.
    passed = game.state.first_past != NO_ONE
    over = over | (passed & (game.state.first_past_time <= game.state.time - 1.0))
    ended = np.where(over & np.isinf(play.ended), game.state.time, play.ended)
    told = [
        Happening("end", (), (float(ended[r]),), r)
        for r in range(min(table.shown, table.width))
        if np.isinf(play.ended[r]) and np.isfinite(ended[r])
    ]
    return game.with_play(lost=lost, ended=ended, accord=accord), told


def _insolvent(seat: int, names: Names, table: Table) -> Flags:
    broke = (names["money"][seat] <= 0.0) & (
        names["backing"][seat] < table.number("insolvent_backing")
    )
    return np.asarray(broke & ~table.seats.is_country[seat])


MARKS = ("gap", "pool", "record", "effective", "revenue", "best")


def marks_of(game: GameState, names: Names) -> dict[str, Floats]:
    """Return what a year is compared with later, by name of `MARKS`."""
    return {
        "gap": names["gap_years"],
        "pool": names["pool"],
        "record": game.state.record_flop,
        "effective": effective_record(names),
        "revenue": revenue_of_designs(names),
        "best": names["best_flop"],
    }


def _with_marks(game: GameState, names: Names) -> GameState:
    """Return the game with this year end marked, and the last one as what was a year before."""
    now = marks_of(game, names)
    changes = {f"{name}_before": getattr(game.play, f"{name}_mark") for name in MARKS}
    changes |= {f"{name}_mark": now[name] for name in MARKS}
    return game.with_play(**changes)


def _new_year(game: GameState) -> GameState:
    """Return the game with the slots and the answer of a new year."""
    nothing = np.zeros_like(game.play.slots_used)
    return game.with_play(slots_used=nothing)


def verdicts(game: GameState, table: Table, names: Names) -> Floats:
    """Return each seat's verdict as things stand, (seats, R): OPEN, WON, PARTIAL or LOST.

    Before the end only a loss is settled. An accord leaves every member at least partial.
    """
    play = game.play
    over = np.isfinite(play.ended)
    found = np.full((len(table.seats), table.width), float(OPEN))
    accord = play.accord >= table.number("accord_years")
    for seat in range(len(table.seats)):
        won = standing(names, seat, "win")
        partial = standing(names, seat, "partial") | (accord & (play.treaty[seat] > 0.0))
        at_end = np.where(won, WON, np.where(partial, PARTIAL, OPEN))
        found[seat] = np.where(over, at_end, OPEN)
        found[seat] = np.where(np.isfinite(play.lost[seat]), LOST, found[seat])
    return found


def scores(
    game: GameState, table: Table, names: Names, ghost_gap_years: Floats | None = None
) -> Floats:
    """Return points of every seat, 0 to 100, (seats, R), as things stand.

    `ghost_gap_years` (seats, R) are gaps of the same futures without orders; without them the part
    for narrowing the gap is left out.
    """
    number = table.number
    verdict = verdicts(game, table, names)
    base = np.full_like(verdict, number("score_survived"))
    base = np.where(verdict == LOST, 0.0, base)
    base = np.where(verdict == PARTIAL, number("score_partial"), base)
    base = np.where(verdict == WON, number("score_win"), base)
    calm = number("score_calm") * (1.0 - game.play.world_risk / 100.0)
    least = np.array([row.trust.value if row.trust else 0.0 for row in table.seats.rows])[:, None]
    credit = number("score_trust") * np.maximum(names["trust"] - least, 0.0) / (100.0 - least)
    return np.asarray(np.clip(base + calm + credit + _narrowed(names, ghost_gap_years), 0.0, 100.0))


def _narrowed(names: Names, ghost: Floats | None) -> Floats:
    """Return the points for a gap that is smaller than without orders; a leader's for its margin."""
    most = names.table.number("score_gap")
    gap = names["gap_years"]
    margin = np.minimum(names["margin_years"] / names.table.number("margin_goal_years"), 1.0)
    if ghost is None:
        return np.where(gap <= 0.0, most * margin, 0.0)
    tiny = 1e-4
    ratio = (np.minimum(ghost, 1e9) + tiny) / (np.minimum(gap, 1e9) + tiny)
    share = np.clip(np.log10(ratio) / 3.0, 0.0, 1.0)
    return most * np.where(gap <= 0.0, np.maximum(share, margin), share)
