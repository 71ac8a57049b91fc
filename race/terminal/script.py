"""A whole game from a script, printed year by year."""

from __future__ import annotations

from rich.text import Text

from race.base.errors import InputError, ScenarioError
from race.play.playing.cards import NotNowError
from race.play.session import Session
from race.scenario.game.script import GameScript, Move
from race.terminal.end import tell_end
from race.terminal.screens import Screens
from race.terminal.talk import Talk


def play_script(session: Session, script: GameScript, talk: Talk) -> None:
    """Play a session to its end; years that the script does not name have no orders.

    An event that the script does not answer is answered by its first option.

    Raises:
        ScenarioError: a move is wrong in itself; it names the line.
    """
    screens = Screens(session)
    known = range(session.year, session.year + session.turns)
    for year, moves in script.moves.items():
        if year not in known:
            raise _refused(moves, f"year {year}: allowed: {known[0]} to {known[-1]}")
    while session.phase != "over":
        for why in play_year(session, script.moves.get(session.year, ())):
            talk.tell(Text(screens.words("text.not_laid", why=why), style="yellow"))
        talk.tell(screens.cards(session.placed))
        report = session.end_year()
        if report is not None:
            talk.tell(screens.report(report))
    tell_end(session, screens, talk)


def play_year(session: Session, moves: tuple[Move, ...]) -> list[str]:
    """Answer what waits, then lay down the year's cards; return why some cannot be laid now.

    Raises:
        ScenarioError: a move is wrong in itself; it names the line.
    """
    lapsed = []
    answers = {move.event: move for move in moves if move.event}
    while (question := session.event()) is not None:
        move = answers.get(question.id)
        try:
            session.choose(move.choose if move else question.options[0].id)
        except InputError as error:
            raise _refused(moves if move is None else (move,), str(error)) from error
    for move in moves:
        if move.order:
            try:
                session.add(move.order, move.parameters)
            except NotNowError as error:
                lapsed.append(str(error))
            except InputError as error:
                raise _refused((move,), str(error)) from error
    return lapsed


def _refused(moves: tuple[Move, ...], why: str) -> InputError:
    if not moves:
        return InputError(why)
    return ScenarioError([moves[0].place._replace(given=why)])
