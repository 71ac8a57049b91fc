"""Rivals as data: what each archetype values, what it proposes and when, what it expects of an order.

Terms and conditions are texts over the names of `race.scenario.game.names` that a seat may know, and
over what it believes: `rival_pool`, `rival_sd` and the like (`BELIEFS`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from race.scenario.game.data import GameData
from race.scenario.game.file import game_file, read_game_file
from race.scenario.game.load import shipped_game
from race.scenario.game.names import NAMES
from race.scenario.game.parts import Words
from race.scenario.game.terms import condition_at, known_at, parameter_names, settings_at, term_at
from race.scenario.models.fields import Flag, Frozen, Model, Number, Share, Table, Text, TextOrNone
from race.scenario.models.gauges import Gauge
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.wording import one_of

BELIEFS: dict[str, str] = {
    "rival_pool": "FLOP/s of the strongest other pool, as believed",
    "rival_sd": "spread of that belief, log10",
    "rival_grey": "chips a year that grey routes bring to the main denied rival, as believed",
    "rival_fabs": "advanced packages a year that the main denied rival makes, as believed",
    "sources_disagree": "1 where two sources of the main rival differ by more than 2 sd",
    "hope": "log10 of last year's gap over this year's: below 0 the road grew longer",
}


SEEN = {name: Gauge("world", "1", doc) for name, doc in BELIEFS.items()}
"""The same, as terms read them."""


class Weights(Model):
    """What an archetype values; how a year is weighed by it stands in docs/play-balance.md.

    Attributes:
        gap: a gap ten times shorter.
        margin: a lead that is longer.
        money: money at hand.
        home: support at home.
        law: trust.
        risk: the risk of the world, as a cost.
        deny: what is held back from the main rival.
        aim: the objective of the seat.
    """

    gap: Number
    margin: Number
    money: Number
    home: Number
    law: Number
    risk: Number
    deny: Number
    aim: Number = 1.0


class Proposal(Model):
    """An order that is proposed where a condition holds.

    Attributes:
        when: condition over the names that a seat may know, and what it believes.
        order: id of the order.
        settings: by parameter: a term for a number, an id for a choice, or a word for a pick such
            as `@best` among chips and routes.
        bold: tried only when the objective is out of reach.
    """

    when: Text
    order: Text
    settings: Table[Text] = Frozen({})
    bold: Flag = False


class Archetype(Model):
    """A way to play.

    Attributes:
        title: what it is called.
        about: how it plays, in a line.
        weights: what it values.
        patience: weight of a year against the one before.
        risk_aversion: points of utility for one standard deviation.
        rules: what it proposes, and when.
        answers: by event, the option it prefers; the others take the first.
    """

    title: Words
    about: Words
    weights: Weights
    patience: Share
    risk_aversion: Share
    rules: tuple[Proposal, ...]
    answers: Table[Text] = Frozen({})


class Expectation(Model):
    """What a rival expects of an order, in closed form; terms over names and the order's parameters.

    Attributes:
        speed: FLOP/s added to the own fastest pool.
        factor: on the own pool.
        growth: log10 a year added to its growth.
        rival: log10 added to the main rival's pool; negative holds it back.
        money: BUSD a year earned.
        backing: points of support at home.
        trust: points of trust.
        risk: points of the risk of the world.
        sight: log10 by which the belief about the main rival narrows.
        after: quarters until it shows.
        chance: that it comes.
        moves: by measure of an objective, what is added to it, in its unit; what the pool, trust
            and the like do to an objective follows from the above.
    """

    speed: Text = "0"
    factor: Text = "1"
    growth: Text = "0"
    rival: Text = "0"
    money: Text = "0"
    backing: Text = "0"
    trust: Text = "0"
    risk: Text = "0"
    sight: Text = "0"
    after: Text = "0"
    chance: Text = "1"
    moves: Table[Text] = Frozen({})
    note: TextOrNone = None


class Habits(Model):
    """What all rivals reckon with.

    Attributes:
        record_growth: of the record run, log10 a year.
        pool_growth: of the leader's pool, log10 a year.
        slowest: least own growth that is carried on, log10 a year.
        fastest: most own growth that is carried on, log10 a year.
        usual_growth: own growth where last year's is not known, log10 a year.
        personality: largest deviation of a weight from its archetype's.
        spare: share of money at hand that is kept.
        sharpness: units of choice for one of utility; the noise tau is in units of choice.
        out_of_reach: hope below which the bold proposals are tried: the gap grew so many decades in a year.
    """

    record_growth: Number
    pool_growth: Number
    slowest: Number
    fastest: Number
    usual_growth: Number
    personality: Share
    spare: Share
    sharpness: Number
    out_of_reach: Number


class RivalData(Model):
    """How rivals play.

    Attributes:
        habits: what all of them reckon with.
        archetypes: ways to play, by id.
        expects: what an order is expected to do, by its id.
    """

    habits: Habits
    archetypes: Table[Archetype]
    expects: Table[Expectation]


@cache
def shipped_rivals() -> RivalData:
    """Return the archetypes that ship with the game.

    Raises:
        ScenarioError: the file has faults.
    """
    return read_game_file(
        game_file("archetypes.yaml"), RivalData, lambda data: check_rivals(data, shipped_game())
    )


def check_rivals(data: RivalData, game: GameData) -> Iterator[Finding]:
    """Find orders, settings, answers and names that the game has not."""
    known = {**NAMES, **SEEN}
    for name, archetype in data.archetypes.items():
        for at, rule in enumerate(archetype.rules):
            path: KeyPath = ("archetypes", name, "rules", at)
            yield from condition_at((*path, "when"), rule.when, known)
            yield from known_at((*path, "order"), (rule.order,), game.orders)
            yield from settings_at(
                (*path, "settings"), rule.settings, game.orders, rule.order, known
            )
        asking = {key: event.options for key, event in game.events.items() if event.options}
        for event, option in archetype.answers.items():
            path = ("archetypes", name, "answers", event)
            yield from known_at(path, (event,), asking, at_key=True)
            yield from known_at(path, (option,), asking.get(event, (option,)))
    for name, expected in data.expects.items():
        yield from known_at(("expects", name), (name,), game.orders, at_key=True)
        if name in game.orders:
            own = {**known, **parameter_names(game.orders[name])}
            yield from _expected(("expects", name), expected, own)
    for seat, row in game.seats.items():
        if row.archetype not in data.archetypes:
            given = f"no {row.archetype}, by which seat {seat} of seats.yaml is played"
            yield Finding(("archetypes",), given, one_of(data.archetypes), at_key=True)


def _expected(
    path: KeyPath, expected: Expectation, known: Mapping[str, Gauge]
) -> Iterator[Finding]:
    for key in type(expected).model_fields:
        if key not in ("moves", "note"):
            yield from term_at((*path, key), getattr(expected, key), known)
    for measure, text in expected.moves.items():
        yield from known_at((*path, "moves", measure), (measure,), NAMES, at_key=True)
        yield from term_at((*path, "moves", measure), text, known)
