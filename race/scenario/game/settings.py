"""Settings of the game: sources of intelligence, and difficulty."""

from race.scenario.fields import Flag, Model, Texts
from race.scenario.game.parts import Count, Size, SizeField, Words


class Source(Model):
    """A source of intelligence: what it costs, what it sees, and how it errs, in log10."""

    title: Words
    musd: SizeField
    quantities: Texts
    bias: SizeField
    sd: SizeField
    lag: Count
    exposure: SizeField = Size(low=0, value=0, high=0)
    fooled: SizeField = Size(low=0, value=0, high=0)


class Difficulty(Model):
    """A setting, the same for every seat."""

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
