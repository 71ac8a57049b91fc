"""Rivals decide from their view, within the law, in character, the same in any block."""

from dataclasses import fields, replace

import numpy as np
import pytest

from race.base.errors import InputError, RunError
from race.ground_app import game_ground
from race.play.game import Game
from race.play.names.terms import holds, value
from race.play.orders.parameters import own_names
from race.play.orders.placing import legality
from race.play.playing.ground import Ground, seats_of
from race.play.session import Session
from race.play.state.game_state import GameState
from race.play.state.placed import NO_ORDER, SLOTS, Placed
from race.scenario.game.advice import AIM, GOAL, ORDER, RIVAL, shipped_advice
from race.scenario.game.names import NAMES, SEAT_NAMES
from race.scenario.game.rivals import BELIEFS, shipped_rivals
from race.scenario.game.script import read_game_script, shipped_game_scripts
from race_agents.rivals.aims import Aims
from race_agents.rivals.bundles import KEPT, SETS, chosen_set
from race_agents.rivals.decide import decide
from race_agents.rivals.personality import WEIGHTS
from race_agents.rivals.players import Players
from race_agents.rivals.projection import Gain, Outlook, Taste, utility
from race_agents.rivals.seen import OWN, PUBLIC, Seen

YEARS = 3


@pytest.fixture(scope="module")
def ground() -> Ground:
    return game_ground("2022", {})


@pytest.fixture(scope="module")
def game(ground: Ground) -> Game:
    return Game(
        ground.world,
        ground.book,
        ground.data,
        ground.decide,
        played=seats_of(ground),
        seed=2,
        count=4,
    )


@pytest.fixture(scope="module")
def states(ground: Ground, game: Game) -> list[GameState]:
    """Give the states at the starts of some years."""
    found = [game.start()]
    everyone = np.ones(len(game.seats), dtype=bool)
    for _ in range(YEARS):
        state = found[-1]
        rivals = ground.rivals
        state, _ = game.choose(state, rivals.answer(state, game.table, game.names(state)))
        placed = rivals.decide(state, game.table, game.names(state), everyone)
        found.append(game.year(state, placed)[0])
    return found


def orders_of(ground: Ground, game: Game, state: GameState) -> Placed:
    everyone = np.ones(len(game.seats), dtype=bool)
    return ground.rivals.decide(state, game.table, game.names(state), everyone)


def hidden_permuted(state: GameState) -> GameState:
    """Mix up, across futures, what no seat can see, and leave what it sees as it is."""
    turned = lambda values: np.roll(values, 1, axis=-1)  # noqa: E731 - said once
    core, play = state.state, state.play
    return replace(
        state,
        state=core.evolve(
            threshold=turned(core.threshold),
            algorithm=turned(core.algorithm),
            unpublished_flop=turned(core.unpublished_flop),
            unpublished_until=turned(core.unpublished_until),
        ),
        play=play.evolve(event_last=turned(play.event_last), incidents=play.incidents),
    )


def test_what_is_outside_the_view_changes_no_order(
    ground: Ground, game: Game, states: list[GameState]
) -> None:
    for state in states:
        one = orders_of(ground, game, state)
        other = orders_of(ground, game, hidden_permuted(state))
        np.testing.assert_array_equal(one.order, other.order)
        np.testing.assert_array_equal(one.values, other.values)


def test_others_are_known_by_belief_alone(
    ground: Ground, game: Game, states: list[GameState]
) -> None:
    """A rival far stronger than believed, whom nobody has measured, changes nobody's orders."""
    state = states[1]
    strong = state.play.median.copy()
    strong[0] += 1.0
    believed = state.with_play(median=strong)
    seen = [Seen(one, game.table, game.names(one)) for one in (state, believed)]
    assert (seen[1]["rival_pool"] > seen[0]["rival_pool"]).all()
    company = state.state.company_speed.copy()
    leader = company.argmax(axis=0)
    others = [
        c for c in range(len(company)) if c not in leader and c not in game.table.seats.company
    ]
    company[others] = np.minimum(company[others] * 3.0, company.max(axis=0))
    truth = state.with_state(state.state.evolve(company_speed=company))
    one, other = orders_of(ground, game, state), orders_of(ground, game, truth)
    np.testing.assert_array_equal(one.order, other.order)


def test_a_name_outside_the_view_cannot_be_read(game: Game, states: list[GameState]) -> None:
    seen = Seen(states[0], game.table, game.names(states[0]))
    for name in ("threshold_decades", "leader_margin", "rank", "hosts_share", "algo_lag_months"):
        assert name not in OWN | PUBLIC
        with pytest.raises(RunError, match="not in the view"):
            seen[name]


def test_orders_are_legal_and_within_slots(
    ground: Ground, game: Game, states: list[GameState]
) -> None:
    slots = np.array([order.slots for _, order in game.table.orders] + [0])
    for state in states:
        placed = orders_of(ground, game, state)
        legal, _ = legality(state, game.table, game.names(state))
        for card in range(placed.order.shape[1]):
            seats, futures = np.nonzero(placed.order[:, card] != NO_ORDER)
            assert legal[placed.order[seats, card, futures], seats, futures].all()
        assert (slots[placed.order].sum(axis=1) <= SLOTS).all()


def test_a_future_decides_the_same_in_any_block(ground: Ground, states: list[GameState]) -> None:
    def first_orders(first: int, count: int) -> Placed:
        game = Game(
            ground.world, ground.book, ground.data, ground.decide,
            played=seats_of(ground), seed=2, first=first, count=count,
        )  # fmt: skip
        return orders_of(ground, game, game.start())

    whole, part = first_orders(0, 4), first_orders(2, 2)
    np.testing.assert_array_equal(whole.order[..., 2:], part.order)
    np.testing.assert_array_equal(whole.values[..., 2:], part.values)


def test_personality_differs_between_futures_within_bounds(ground: Ground, game: Game) -> None:
    players = Players()
    minds = players._minds(game.table)
    data = shipped_rivals()
    for seat, name in enumerate(minds.archetypes):
        for weight in WEIGHTS:
            usual = getattr(data.archetypes[name].weights, weight)
            drawn = getattr(minds.taste, weight)[seat]
            assert (np.abs(drawn - usual) <= 0.15 * usual + 1e-12).all()
            assert usual == 0.0 or np.unique(drawn).size > 1


def test_every_archetype_proposes_what_there_is(game: Game) -> None:
    """Conditions, terms, settings and expectations name what the rules have."""
    data, orders = shipped_rivals(), game.table.data.orders
    names = game.names(game.start())
    seen = Seen(game.start(), game.table, names)
    for archetype in data.archetypes.values():
        for rule in archetype.rules:
            holds(rule.when, seen)
            parameters = orders[rule.order].parameters
            for key, text in rule.settings.items():
                if parameters[key].kind == "number":
                    value(text, seen)
                elif parameters[key].kind == "choice":
                    assert text in parameters[key].options, (rule.order, key)
        for event, option in archetype.answers.items():
            assert option in game.table.data.events[event].options, (event, option)
    assert set(data.expects) <= set(orders)
    assert {row.archetype for row in game.table.data.seats.values()} <= set(data.archetypes)
    for name, row in data.expects.items():
        known = {one: np.ones(seen.shape) for one in own_names(orders[name])}
        known |= {one: np.ones(seen.shape) for one in (*OWN, *PUBLIC, *BELIEFS)}
        measures = {one: np.ones(seen.shape) for one in SEAT_NAMES}
        for measure, text in row.moves.items():
            assert measure in NAMES, (name, measure)
            value(text, measures | known)
        for text in (
            row.sight,
            row.speed,
            row.factor,
            row.growth,
            row.rival,
            row.money,
            row.after,
            row.chance,
        ):
            value(text, known)


def test_every_line_of_the_adviser_can_be_said(game: Game) -> None:
    seen = Seen(game.start(), game.table, game.names(game.start()))
    for name, rule in shipped_advice().advice.items():
        holds(rule.when, seen)
        value(rule.worth, seen)
        for text in rule.numbers.values():
            if text not in (RIVAL, GOAL, ORDER):
                value(text, seen)
        assert rule.order in ("", AIM) or rule.order in game.table.data.orders, name
        for key, text in rule.settings.items():
            parameter = game.table.data.orders[rule.order].parameters[key]
            if parameter.kind == "number":
                value(text, seen)
            elif not text.startswith("@"):
                assert text in parameter.options, (name, key)


def test_the_adviser_speaks_first_of_what_gains_most(ground: Ground) -> None:
    for seat in ground.data.seats:
        session = Session.new(ground, seat, difficulty="study")
        course, position = session.course, session.positions[0]
        playing = np.array([one == seat for one in course.game.seats])
        weighed = ground.rivals.weigh(
            position.game, course.game.table, course.game.names(position.game), playing
        )
        row = course.game.seat(seat)
        gains = sorted((-float(one.gain[row, 0]), line) for line, one in weighed.items())
        said = [one.id for one in session.advice()]
        assert said == [line for gain, line in gains[:2] if gain < 0.0]


def test_the_first_advice_of_every_seat_is_a_card_that_can_be_laid(ground: Ground) -> None:
    for seat in ground.data.seats:
        session = Session.new(ground, seat)
        said, *_ = session.advice()
        while (question := session.event()) is not None:
            session.choose(question.options[0].id)
        session.add(said.order, said.parameters)
        assert [card.order for card in session.placed] == [said.order]


def test_advice_follows_the_language_of_the_moment(ground: Ground) -> None:
    session = Session.new(ground, "RU", language="en")
    english = session.advice()[0].text
    session.record = replace(session.record, language="ru")
    assert session.advice()[0].text != english


def test_a_quiet_seat_and_a_random_one_play_as_named(ground: Ground, game: Game) -> None:
    state = game.start()
    everyone = np.ones(len(game.seats), dtype=bool)
    players = Players({"RU": "nothing", "CN": "random_legal", "US": "advisor", "AE": "cornered"})
    placed = players.decide(state, game.table, game.names(state), everyone)
    of = game.seat
    assert (placed.order[of("RU")] == NO_ORDER).all()
    assert (placed.order[of("CN")] != NO_ORDER).any()
    assert len({tuple(row) for row in placed.order[of("CN")].T.tolist()}) > 1


def test_the_best_known_script_of_a_seat_is_played_by_its_name(game: Game) -> None:
    scripts = [name for name in shipped_game_scripts() if name.startswith("best-")]
    state, everyone = game.start(), np.ones(len(game.seats), dtype=bool)
    seats = [name.removeprefix("best-") for name in scripts]
    assert set(seats) <= set(game.seats)
    players = Players(dict.fromkeys(seats, "best"))
    placed = players.decide(state, game.table, game.names(state), everyone)
    for name, seat in zip(scripts, seats, strict=True):
        script = read_game_script(name)
        assert max(script.moves) >= 2030, f"{name}: a script of the whole game"
        first = [game.number_of(move.order) for move in script.moves.get(2022, ())]
        laid = placed.order[game.seat(seat), : len(first), 0].tolist()
        assert laid == first


def test_an_unknown_player_is_refused() -> None:
    with pytest.raises(InputError, match="policy 'wizard' of RU"):
        Players({"RU": "wizard"})
    with pytest.raises(InputError, match="no script"):
        Players({"RU": "script:nowhere"})


def _outlook(**changes: float) -> Outlook:
    plain = {
        "own": 17.0, "rival": 18.0, "spread": 0.2, "own_growth": 0.3, "rival_growth": 0.4,
        "record": 24.0, "record_growth": 0.5, "money": 1.0, "income": 1.0, "backing": 50.0,
        "trust": 50.0, "risk": 10.0, "road": 0.00015, "short": 1.0,
    }  # fmt: skip
    return Outlook(**{name: np.full((1, 1), one) for name, one in {**plain, **changes}.items()})


def _gain(**changes: float) -> Gain:
    return Gain(**{one.name: np.full((1, 1), changes.get(one.name, 0.0)) for one in fields(Gain)})


def _taste(**changes: float) -> Taste:
    names = (*WEIGHTS, "patience", "aversion")
    plain = dict.fromkeys(names, 0.0) | {"patience": 0.9}
    return Taste(**{name: np.full((1, 1), {**plain, **changes}[name]) for name in names})


@pytest.mark.parametrize(
    ("taste", "better"),
    [
        ({"gap": 1.0}, {"pool": 0.3}),
        ({"gap": 1.0}, {"growth": 0.1}),
        ({"money": 1.0}, {"earned": 0.2}),
        ({"money": 1.0}, {"cost": -0.2}),
        ({"home": 1.0}, {"backing": 5.0}),
        ({"law": 1.0}, {"trust": 5.0}),
        ({"risk": 1.0}, {"risk": -5.0}),
        ({"deny": 1.0}, {"rival": -0.2}),
        ({"aim": 1.0}, {"aim": 0.3}),
        ({"gap": 1.0, "aversion": 1.0}, {"sight": 0.1}),
    ],
)
def test_each_weight_likes_what_it_values(
    taste: dict[str, float], better: dict[str, float]
) -> None:
    plain = utility(_outlook(), _gain(), _taste(**taste), 2)
    improved = utility(_outlook(), _gain(**better), _taste(**taste), 2)
    assert improved.item() > plain.item()


def test_what_leads_beyond_the_objective_is_worth_no_more() -> None:
    taste = _taste(aim=1.0)
    enough, more = (utility(_outlook(), _gain(aim=one), taste, 1).item() for one in (1.0, 2.0))
    assert more == enough


def test_an_objective_is_as_far_as_its_conditions_fail(game: Game, states: list[GameState]) -> None:
    """None where it holds; a smaller gap brings the one who is behind nearer, and nobody who is there."""
    state = states[-1]
    names = game.names(state)
    aims = Aims(Seen(state, game.table, names))
    for seat, row in enumerate(game.table.seats.rows):
        if "count" in row.win or "first_past" in row.win or "margin" in row.win:
            continue
        won = np.broadcast_to(holds(row.win, names), aims.short.shape)[seat]
        np.testing.assert_array_equal(aims.short[seat] == 0.0, won, err_msg=row.actor)
    everyone = np.ones(aims.short.shape, dtype=bool)
    zero = np.zeros(aims.short.shape)
    nothing = Gain(**{one.name: zero for one in fields(Gain)})
    half = aims.nearer(replace(nothing, pool=zero + 0.3), {}, everyone)
    np.testing.assert_array_equal(aims.nearer(nothing, {}, everyone), zero)
    assert (half[game.seat("RU")] >= 0.0).all()
    assert (half > 0.0).any()


def test_what_comes_later_than_one_looks_ahead_is_worth_nothing() -> None:
    late = _gain(pool=0.5, after=4.0)
    taste = _taste(gap=1.0)
    short, long = (utility(_outlook(), late, taste, years).item() for years in (1, 8))
    assert short == utility(_outlook(), _gain(), taste, 1).item()
    assert long > utility(_outlook(), _gain(), taste, 8).item()


def test_the_uncertain_is_shunned_by_the_averse() -> None:
    taste, timid = _taste(gap=1.0), _taste(gap=1.0, aversion=1.0)
    unsure = _outlook(rival=17.2, spread=0.6)
    assert utility(unsure, _gain(), timid, 1).item() < utility(unsure, _gain(), taste, 1).item()


def test_sets_have_at_most_four_orders_and_without_noise_the_best_is_taken() -> None:
    assert SETS[0] == ()
    assert max(len(one) for one in SETS) == KEPT - 1
    worth = np.arange(len(SETS), dtype=float)[:, None, None] * np.ones((1, 2, 3))
    fits = np.ones(worth.shape, dtype=bool)
    fits[-1] = False
    half = np.full(worth.shape, 0.5)
    assert (chosen_set(worth, fits, half, 0.0) == len(SETS) - 2).all()


def test_a_decision_keeps_what_was_weighed(game: Game, states: list[GameState]) -> None:
    players = Players()
    everyone = np.ones(len(game.seats), dtype=bool)
    state = states[-1]
    found = decide(
        state, game.table, game.names(state), everyone, players._minds(game.table), players.data
    )
    assert found.worth.shape == (len(SETS), len(game.seats), game.table.width)
    assert np.isfinite(found.worth).all()
    assert found.fits[0].all()
