"""The game in a terminal: it prints the turn, asks, and hands what is typed to the session."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from rich.text import Text

from race.base.errors import RaceError
from race.play.choosing.offered import Offer, Option, Parameter
from race.play.records.record import Setting
from race.play.session import Session
from race.play.words import Words
from race.terminal.end import tell_end
from race.terminal.heads import DIM
from race.terminal.keys import find_key, key_lines, yes
from race.terminal.screens import Screens
from race.terminal.talk import Talk

BAD = "red"


class TerminalGame:
    """Plays a session with whoever types.

    Attributes:
        session: the game; a branch puts another in its place.
    """

    def __init__(self, session: Session, talk: Talk) -> None:
        self.session = session
        self._talk = talk
        self._screens = Screens(session)
        self._commands: dict[str, Callable[[], None]] = {
            "orders": self._orders,
            "withdraw": self._withdraw,
            "others": self._others,
            "why": self._why,
            "news": self._news,
            "advice": lambda: self._talk.tell(self._screens.advice(self.session.advice())),
            "goal": lambda: self._talk.tell(self._screens.verdict(self.session.verdict)),
            "end": self._end,
            "save": self._save,
            "branch": self._branch,
            "code": lambda: self._talk.tell(Text(self.session.share_code())),
            "help": self._help,
        }

    def play(self) -> bool:
        """Play until the game is over or the player leaves; tell whether it is over."""
        self._show()
        while self.session.phase != "over":
            if self.session.phase == "event" and not self._answer():
                return False
            typed = self._talk.ask("> ")
            if typed is None:
                return False
            command = find_key(typed, self._words)
            if command == "quit":
                return False
            self._guard(lambda typed=typed, command=command: self._do(typed, command))  # type: ignore[misc]
        tell_end(self.session, self._screens, self._talk)
        return True

    def _do(self, typed: str, command: str) -> None:
        if not typed:
            self._show()
        elif command:
            self._commands[command]()
        else:
            self._order(self._offers(), typed)

    def _guard(self, act: Callable[[], None]) -> None:
        """Do something, and tell in a line where it is refused."""
        try:
            act()
        except RaceError as error:
            self._complain(" ".join(str(error).split()))

    def _complain(self, text: str) -> None:
        self._talk.tell(Text(text, style=BAD))

    @property
    def _words(self) -> Words:
        return self._screens.words

    # What is shown

    def _show(self) -> None:
        screens = self._screens
        wide = self._talk.wide
        self._talk.tell(
            screens.head(self._talk.console.width),
            screens.status(wide=wide),
            screens.rivals(most=12 if wide else 4),
            screens.cards(self.session.placed),
            screens.advice(self.session.advice()[:1]),
            self._keys(),
        )

    def _keys(self) -> Text:
        return Text(key_lines(self._words, self._talk.console.width), style=DIM)

    def _help(self) -> None:
        for line in range(1, 7):
            self._talk.tell(Text(self._words(f"text.help.{line}")))
        self._talk.tell(self._keys())

    def _others(self) -> None:
        self._talk.tell(self._screens.rivals(most=40 if self._talk.wide else 12))
        typed = self._talk.ask(self._words("text.which_actor"))
        if typed:
            actor = self._actor(typed)
            if actor:
                self._talk.tell(self._screens.dossier(actor))
            else:
                self._complain(self._words("text.unknown_actor", typed=typed[:40]))

    def _actor(self, typed: str) -> str:
        """Return the actor of an id or a name, empty if there is none."""
        world = self.session.ground.world
        names = {}
        for actor in (*world.companies, *world.countries):
            names[self.session.name(actor).casefold()] = actor
            names[actor.casefold()] = actor
        near = get_close_matches(typed.casefold(), names, n=1, cutoff=0.75)
        return names[near[0]] if near else ""

    def _why(self) -> None:
        self._talk.tell(self._screens.why(self.session.facts.own["training_gap_years"].why))

    def _news(self) -> None:
        if self.session.turn == 0:
            self._talk.tell(Text(self._words("text.no_news"), style=DIM))
        else:
            self._talk.tell(self._screens.report(self.session.report()))

    # What is done

    def _offers(self) -> list[Offer]:
        """Give the offers as they are numbered: legal ones first."""
        return sorted(self.session.offers(), key=lambda offer: not offer.legal)

    def _orders(self) -> None:
        offers = self._offers()
        if not offers:
            self._talk.tell(Text(self._words("text.no_orders"), style=DIM))
            return
        self._talk.tell(self._screens.offers(offers, short=self._talk.short))
        typed = self._talk.ask(self._words("text.which_order"))
        if typed:
            self._order(offers, typed)

    def _order(self, offers: list[Offer], typed: str) -> None:
        """Fill in an order by its number or name, show what it does, and lay it down."""
        offer = _chosen(offers, typed)
        if offer is None:
            self._complain(self._words("text.unknown", typed=typed[:40]))
            return
        self._talk.tell(Text(offer.title, style="bold"), Text(offer.help, style=DIM))
        if not offer.legal:
            self._complain(offer.reason)
            return
        given: dict[str, Setting] = {}
        for parameter in offer.parameters:
            value = self._parameter(parameter)
            if value is None:
                return
            given[parameter.name] = value
        preview = self.session.preview(offer.id, given)
        self._talk.tell(self._screens.preview(preview))
        if preview.legal and yes(self._talk.ask(self._words("text.lay_down"))):
            self.session.add(offer.id, given)
            self._talk.tell(self._screens.cards(self.session.placed))

    def _parameter(self, parameter: Parameter) -> Setting | None:
        """Ask for a parameter until it is right; None when the player gives up."""
        while True:
            if parameter.kind == "choice":
                self._talk.tell(self._screens.options(parameter.choices))
            typed = self._talk.ask(self._screens.parameter(parameter))
            if typed is None or find_key(typed, self._words) == "quit":
                return None
            if not typed:
                return parameter.default
            found = read_setting(parameter, typed)
            if found is not None:
                return found
            self._complain(self._words("text.not_allowed", typed=typed[:40]))

    def _withdraw(self) -> None:
        typed = self._talk.ask(self._words("text.which_card"))
        if typed and typed.isdecimal():
            self.session.withdraw(int(typed) - 1)
            self._talk.tell(self._screens.cards(self.session.placed))

    def _answer(self) -> bool:
        """Ask for the answer to an event; tell whether one was given."""
        question = self.session.event()
        while question is not None:
            self._talk.tell(self._screens.question(question))
            typed = self._talk.ask(self._words("text.which_option"))
            if typed is None or find_key(typed, self._words) == "quit":
                return False
            chosen = _chosen_option(question.options, typed)
            if chosen is None:
                self._complain(self._words("text.not_allowed", typed=typed[:40]))
                continue
            self.session.choose(chosen.id)
            question = self.session.event()
        self._show()
        return True

    def _end(self) -> None:
        report = self.session.end_year()
        if report is not None:
            self._talk.tell(self._screens.report(report))
        if self.session.phase == "orders":
            self._show()

    def _save(self) -> None:
        name = self._talk.ask(self._words("text.save_name"))
        if name:
            self.session.save(name)
            self._talk.tell(Text(self._words("text.saved", name=name)))

    def _branch(self) -> None:
        typed = self._talk.ask(self._words("text.which_turn", turns=self.session.turn + 1))
        if typed and typed.isdecimal():
            self.session = self.session.branch(int(typed) - 1)
            self._screens = Screens(self.session)
            self._show()


def read_setting(parameter: Parameter, typed: str) -> Setting | None:
    """Return the value that was typed for a parameter, None where it is not allowed."""
    if parameter.kind == "choice":
        chosen = _chosen_option(parameter.choices, typed)
        return None if chosen is None else chosen.id
    plain = typed.replace("\u00a0", "").replace(" ", "").replace("_", "")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    if not parameter.low <= value <= parameter.high:
        return None
    return float(round(value)) if parameter.kind == "whole" else value


def _chosen_option(options: tuple[Option, ...], typed: str) -> Option | None:
    if typed.isdecimal():
        return options[int(typed) - 1] if 1 <= int(typed) <= len(options) else None
    return next(
        (one for one in options if typed.casefold() in (one.id.casefold(), one.title.casefold())),
        None,
    )


def _chosen(offers: list[Offer], typed: str) -> Offer | None:
    if typed.isdecimal():
        return offers[int(typed) - 1] if 1 <= int(typed) <= len(offers) else None
    names = {offer.id: offer for offer in offers} | {o.title.casefold(): o for o in offers}
    near = get_close_matches(typed.casefold(), names, n=1)
    return names[near[0]] if near else None
