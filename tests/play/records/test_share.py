"""A share code gives back the whole game, and a mistyped one is refused in one line."""

import base64
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from race.base.errors import InputError
from race.play.records.record import Card, Record, Turn
from race.play.records.share import PREFIX, from_code, to_code
from tests.play.made_records import OPENING, a_record

TEXTS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CARDS = st.builds(Card, TEXTS, TEXTS, st.dictionaries(TEXTS, NUMBERS | TEXTS, max_size=4))
TURNS = st.builds(Turn, cards=st.lists(CARDS, max_size=4).map(tuple))


def _code(text: bytes) -> str:
    packed = zlib.compress(text)
    check = hashlib.sha256(packed).digest()[:6]
    return PREFIX + base64.urlsafe_b64encode(check + packed).decode().rstrip("=")


@given(st.lists(TURNS, max_size=4).map(tuple))
def test_any_game_comes_back(turns: tuple[Turn, ...]) -> None:
    record = Record(OPENING, "en", turns)
    assert from_code(to_code(record)) == record


def test_a_code_may_be_broken_over_lines() -> None:
    code = to_code(a_record())
    broken = "\n ".join(code[i : i + 40] for i in range(0, len(code), 40))
    assert from_code(broken) == a_record()


def test_a_game_of_sixty_orders_fits_a_message() -> None:
    assert len(to_code(a_record(15))) < 2000


def test_every_mistyped_letter_is_noticed() -> None:
    code = to_code(a_record(1))
    for at in range(len(code)):
        other = "A" if code[at] != "A" else "B"
        # the last letter may carry bits that stand for nothing
        try:
            back = from_code(code[:at] + other + code[at + 1 :])
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 - every letter is tried
        else:
            assert back == a_record(1)
            assert at == len(code) - 1


@pytest.mark.parametrize(
    "code",
    ["", "hello", PREFIX, PREFIX + "я", PREFIX + "A" * 70_000, _code(b"[]"), _code(b" " * 2**21)],
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="share code"):
        from_code(code)
