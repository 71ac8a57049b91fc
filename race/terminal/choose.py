"""Choosing whom to lead, where nothing was said of it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from race.play.playing.ground import Ground, playable, usual_seat
from race.play.words import Words
from race.terminal.heads import DIM
from race.terminal.keys import find_key
from race.terminal.talk import Talk


def choose_seat(ground: Ground, words: Words, talk: Talk) -> str:
    """Ask for a seat by number, id or name until there is one.

    The usual one without an answer; empty where the player leaves.
    """
    scenario = ground.scenario
    names = {seat: words.actor(scenario, seat) for seat in playable(ground)}
    usual = usual_seat(ground)
    plans = {row.actor: row.plan for row in ground.data.seats.values()}
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    for number, (seat, name) in enumerate(names.items(), 1):
        plan = words.pick(plans[seat].en, plans[seat].ru)
        table.add_row(Text(str(number)), Text(name, style="bold"), Text(plan, style=DIM))
    talk.tell(table)
    while typed := talk.ask(words("text.which_seat", usual=names[usual])):
        if find_key(typed, words) == "quit":
            return ""
        found = _found(typed, names)
        if found:
            return found
        talk.tell(Text(words("text.not_allowed", typed=typed[:40]), style="red"))
    return usual


def _found(typed: str, names: dict[str, str]) -> str:
    """Return the seat of a number, an id, a name or the beginning of one name; empty if none."""
    if typed.isdecimal():
        return list(names)[int(typed) - 1] if 1 <= int(typed) <= len(names) else ""
    given = typed.casefold()
    begun = [seat for seat, name in names.items() if name.casefold().startswith(given)]
    exact = [seat for seat in names if seat.casefold() == given]
    return (exact or begun)[0] if len(exact or begun) == 1 else ""
