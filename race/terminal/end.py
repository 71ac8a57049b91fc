"""What is printed when all is over: marks, rivals, the truth, and what would have been."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from race.play.amounts import Amounts
from race.play.session import Session
from race.play.telling.shown import Aftermath, Without, named
from race.play.words import Words
from race.terminal.heads import DIM, band, heads
from race.terminal.screens import Screens
from race.terminal.talk import Talk

MOST_KNOWN = 8


def tell_end(session: Session, screens: Screens, talk: Talk) -> None:
    """Tell the verdict, marks, rivals, the truth, and what made the difference."""
    talk.tell(screens.verdict(session.verdict), aftermath(session.aftermath(), screens.words))
    if any(turn.of(session.seat) for turn in session.record.turns):
        talk.tell(Text(screens.words("end.playing_again"), style=DIM))
        talk.tell(causes(list(session.causes()), screens.words))


def aftermath(after: Aftermath, words: Words) -> RenderableType:
    """Give marks, rivals with their reasons, and estimates beside the truth."""
    amounts = Amounts(words)
    lines: list[RenderableType] = []
    if after.achievements:
        lines.append(Text(words("end.marks"), style="bold"))
        lines += [Text(f"  ★ {one.title}: {one.text}") for one in after.achievements]
    lines.append(Text(words("end.rivals"), style="bold"))
    for rival in after.rivals:
        text = words(
            "end.rival",
            name=rival.name,
            archetype=rival.archetype,
            about=rival.about,
            orders=rival.orders,
            belief=rival.belief,
        )
        lines.append(Text(f"  {text}".rstrip()))
    lines.append(Text(words("end.known"), style="bold"))
    table = heads(words, "actor", "believed", "band", "truth")
    for one in after.known[:MOST_KNOWN]:
        believed, low, high, truth = map(amounts.speed, (one.value, one.low, one.high, one.truth))
        table.add_row(one.name, believed, band(low, high), truth)
    return Group(*lines, table)


def causes(causes: Sequence[Without], words: Words) -> RenderableType:
    """Give the three orders without which the end would have been most different."""
    distance = Amounts(words).distance
    title = "end.causes_lead" if causes[0].leads else "end.causes"
    lines = [Text(words(title, gap=distance(causes[0].with_it)), style="bold")]
    for n, one in enumerate(named(causes), 1):
        text = words(
            "end.cause",
            title=one.title,
            times=one.times,
            year=one.year,
            gap=distance(one.kilometres),
        )
        lines.append(Text(f"  {n}. {text}", style="green" if one.helped else "red"))
    if len(lines) == 1:
        lines.append(Text(f"  {words('end.no_cause')}"))
    return Group(*lines)
