"""The three stories of the design, played: alike in kind; docs/decisions/0010-play.md has the rest."""

import pytest

from tests.play.stories import story

CENTIMETRE, METRE = 1e-5, 1e-3
pytestmark = pytest.mark.slow


def test_russia_is_nearer_with_its_orders_and_no_order_stops_a_record_year() -> None:
    names = ("route_heat", "grey_here", "trust", "ratio")
    told, ghost = story("RU", "script:russia", names), story("RU", "nothing", names)
    assert told["km"][1] > 3.0 * told["km"][0], "the record of 2023 moves the gap, whatever is done"
    assert ghost["km"][1] > 3.0 * ghost["km"][0]
    assert told["km"][2] < 0.7 * ghost["km"][2], (
        "joined clusters pay while the record fits their links"
    )
    assert told["ratio"][4] < ghost["ratio"][4], (
        "five years on it still has more than without orders"
    )
    assert all(km > CENTIMETRE for km in told["km"]), "but nobody has caught up"
    assert max(told["route_heat"]) > max(ghost["route_heat"]), "buying grey is noticed"
    assert told["grey_here"][2] > 1.3 * ghost["grey_here"][2]
    assert told["trust"][2] <= ghost["trust"][2]


def test_china_lives_in_centimetres_until_the_records_pass_what_it_stocked() -> None:
    told, ghost = (story("CN", player, ("own_share",)) for player in ("script:china", "nothing"))
    assert told["km"][0] < CENTIMETRE, "what controls?"
    assert all(km < 10.0 * CENTIMETRE for km in told["km"][:3])
    assert ghost["km"][1] > 5.0 * CENTIMETRE, "without joining and stocking it falls back at once"
    assert told["km"][4] > told["km"][2], "imports age"
    assert told["km"][4] < METRE
    assert told["own_share"][4] > ghost["own_share"][4] + 0.1, "the mandate of 2025 works"


def test_the_united_states_learn_that_a_rule_alone_moves_nothing_at_first() -> None:
    names = ("margin_years", "variant_share", "coalition", "grey_share")
    told, ghost = (story("US", player, names) for player in ("script:united-states", "nothing"))
    assert told["margin_years"][0] < 1.2 * ghost["margin_years"][0], "my rule moved nothing"
    assert told["variant_share"][0] > 0.1, "the first answer to it is a variant"
    assert told["variant_share"][1] < 0.5 * ghost["variant_share"][1], "amended, the variant dies"
    assert told["margin_years"][4] > told["margin_years"][0], "later the stocks of the others age"
    assert told["coalition"][4] > told["coalition"][0]
