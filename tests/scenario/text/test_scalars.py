"""What plain scalars mean."""

import pytest

from race.scenario.text.scalars import ScalarError, resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-0", 0),
        ("+7", 7),
        ("1592", 1592),
        ("989.4", 989.4),
        (".5", 0.5),
        ("5.", 5),
        ("5.0", 5),
        ("1e6", 1_000_000),
        ("1E+6", 1_000_000),
        ("2.2e23", 2.2e23),
        ("-1.5e-3", -0.0015),
        ("0e0", 0),
    ],
)
def test_numbers_and_words(text: str, value: object) -> None:
    read = resolve(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "NO", "no", "on", "off", "yes", "True", "TRUE", "Null", "~", "nan", "inf", "NaN",
        "007", "0x1F", "0o17", "1_000", "1,000", "1:30", "4N", "1e", "e5", "1.2.3", ".", "-", "+",
        "--1", "1-2", "2022-10", "2022-10-07", "$5", "\u0663", "1\u0663",
    ],
)  # fmt: skip
def test_everything_else_is_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (".nan", "a finite number"),
        (".NaN", "a finite number"),
        ("-.inf", "a finite number"),
        ("+.INF", "a finite number"),
        ("1e309", "a number below 1.8e308"),
        ("-1e999", "a number below 1.8e308"),
        ("1e-400", "a number above 2.2e-308, or 0"),
        ("1234567890123456789", "at most 18 digits, or a power of ten such as 1e25"),
        ("0." + "3" * 60, "a number of at most 40 characters"),
    ],
)
def test_numbers_that_cannot_be_kept_are_refused(text: str, allowed: str) -> None:
    with pytest.raises(ScalarError) as caught:
        resolve(text)
    assert str(caught.value) == allowed
