"""Settings of the game: sources of intelligence, and difficulty."""

from typing import Annotated, Literal

from race.scenario.game.names import QUANTITIES
from race.scenario.game.parts import Count, Size, SizeField, Words
from race.scenario.models.fields import Flag, Model, words

QuantityName = Annotated[str, words(Literal[*QUANTITIES])]


class Source(Model):
    """A source of intelligence.

    Attributes:
        title: what it is called.
        quantities: what it sees.
        bias: what it is off by the same way each time, log10, drawn between low and high for a game.
        sd: what it is off by anew each year, log10.
        lag: quarters by which it is late.
        fooled: share of a deceit that it believes.
    """

    title: Words
    quantities: tuple[QuantityName, ...]
    bias: SizeField
    sd: SizeField
    lag: Count
    fooled: SizeField = Size(low=0, value=0, high=0)


class Difficulty(Model):
    """A setting, the same for every seat.

    Attributes:
        title: what it is called.
        look_ahead_years: how far rivals reckon ahead, years.
        tau: noise of rivals' choices, in units of choice; none at 0.
        observation: factor on the errors of all sources.
        hazards: factor on the rates of events.
        futures: how many futures foresight plays; 0 for none.
        future_years: how far they go, years.
        rewind: turns that may be taken back.
        advice: lines of the adviser a year.
        drawn: sizes are drawn; without it, each is its value.
    """

    title: Words
    look_ahead_years: SizeField
    tau: SizeField
    observation: SizeField
    hazards: SizeField
    futures: Count
    future_years: Count
    rewind: Count
    advice: Count
    drawn: Flag
