"""What the window asks of a game, and of the library that opens games."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from race.play.choosing.offered import Advice, LaidCard, Offer, Preview, Question
from race.play.playing.ground import Ground
from race.play.records.record import Setting
from race.play.telling.shown import Aftermath, Without
from race.scenario.models.scenario import Scenario
from race.ui.facts.atlas import Atlas
from race.ui.facts.board import IndexRow, Metric, News, Table, Turn
from race.ui.facts.fan import Fan
from race.ui.facts.moments import Moment
from race.ui.facts.opening import Opening
from race.ui.facts.road import Road
from race.ui.facts.rulefield import RuleField
from race.ui.facts.year import History, Report, Term, Verdict
from race.ui.filmer import Filmer
from race.ui.oracle import Oracle
from race.ui.words import Words

Phase = Literal["orders", "event", "over"]


class Game(Protocol):
    """A game as the window shows it; every rule of play lies behind this."""

    @property
    def scenario(self) -> Scenario:
        """Give the scenario."""

    @property
    def seat(self) -> str:
        """Give the actor whose turn it is."""

    @property
    def seats(self) -> tuple[str, ...]:
        """Give the actors that people play; none when the game is only watched."""

    @property
    def phase(self) -> Phase:
        """Tell what the game waits for."""

    @property
    def slots(self) -> tuple[int, int]:
        """Give the slots that are used, and all of them."""

    def speak(self, language: str) -> None:
        """Speak another language."""

    def turn(self) -> Turn:
        """Return the turn."""

    def metrics(self, words: Words) -> tuple[Metric, ...]:
        """Return the figures of the top bar."""

    def road(self, words: Words) -> Road:
        """Return the road."""

    def past_road(self, end: int, words: Words) -> Road:
        """Return the road as it was after the first `end` years ends, the start counted as one."""

    def moments(self, words: Words) -> tuple[Moment, ...]:
        """Return what of the last year on the road is worth a word: posts passed, who overtook."""

    def atlas(self, words: Words) -> Atlas:
        """Return the map."""

    def index(self, words: Words) -> tuple[IndexRow, ...]:
        """Return the compute index."""

    def tab(self, name: str, about: str, words: Words) -> Table:
        """Return the table of a tab."""

    def news(self, words: Words) -> tuple[News, ...]:
        """Return what happened last year."""

    def log(self, words: Words) -> tuple[News, ...]:
        """Return what happened so far, the newest first."""

    def beside(self, words: Words) -> Sequence[tuple[str, str]]:
        """Return other measures of how far the seat is behind, in words; none where it leads."""

    def why(self, name: str, words: Words) -> Term | None:
        """Return what a number is made of."""

    def cards(self) -> Sequence[LaidCard]:
        """Return the cards on the table."""

    def offers(self) -> Sequence[Offer]:
        """Return every order that there is."""

    def preview(self, order: str, parameters: Mapping[str, Setting]) -> Preview:
        """Return what an order would cost and change."""

    def look_ahead(self, order: str, parameters: Mapping[str, Setting]) -> Fan | None:
        """Return the futures with an order as far as they are known, and ask for more."""

    def effects(self, order: str, parameters: Mapping[str, Setting]) -> Preview | None:
        """Return the preview with what the order would change, once that is known."""

    def poll(self) -> bool:
        """Take in what has been found out meanwhile; tell whether there was anything."""

    def rulefield(self) -> RuleField:
        """Return the chips on the field of a rule."""

    def add(self, order: str, parameters: Mapping[str, Setting]) -> str:
        """Lay a card on the table; return why not, empty if it lies there."""

    def withdraw(self, at: int) -> None:
        """Take a card back."""

    def hints(self) -> Sequence[Advice]:
        """Return what the adviser says."""

    def question(self) -> Question | None:
        """Return the event that asks."""

    def choose(self, choice: str) -> None:
        """Answer the event."""

    def end_year(self) -> Report | None:
        """End the turn; None while another seat has still to move."""

    def last_report(self) -> Report | None:
        """Return the report of the last year, None before the first."""

    def verdict(self) -> Verdict | None:
        """Return how the seat stands."""

    def history(self, words: Words) -> History:
        """Return the gaps of all years."""

    def series(self, name: str) -> Mapping[str, tuple[float, ...]]:
        """Return a figure of the core of every actor on the road by year."""

    def reruns(self) -> Sequence[Without]:
        """Return what was found by playing the game again without an order; ask for it."""

    def aftermath(self) -> Aftermath | None:
        """Return what is told when the game is over, None before it and of one that is only watched."""

    def save(self, name: str) -> str:
        """Save under a name; return what went wrong, empty if nothing did."""

    def branch(self, turn: int) -> Game:
        """Return a game that goes on from an earlier turn."""

    def share_code(self) -> str:
        """Return the game as a line of text."""


class Library(Protocol):
    """Opens scenarios and saved games."""

    oracle: Oracle
    filmer: Filmer

    def scenarios(self, language: str) -> Sequence[tuple[str, str, str]]:
        """Return (id, title, question) of every shipped scenario."""

    def preview(self, scenario: str, words: Words) -> Opening:
        """Return what the opening of a scenario shows."""

    def new_game(self, scenario: str, seats: tuple[str, ...], seed: int, language: str) -> Game:
        """Begin a game; with no seats it is only watched."""

    def ground(self, scenario: str) -> Ground:
        """Return a scenario made ready."""

    def saves(self, words: Words) -> Sequence[tuple[str, str]]:
        """Return (name, what it is) of every saved game, the newest first."""

    def load(self, name: str) -> Game:
        """Open a saved game."""
