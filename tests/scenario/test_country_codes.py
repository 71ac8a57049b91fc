"""No country's code and no odd word is taken for something else than is documented."""

from pathlib import Path

import pytest

from race.base.errors import ScenarioError
from race.scenario.load import load
from race.scenario.text.scalars import resolve

CODES = [
    "AD",
    "AE",
    "AF",
    "AG",
    "AI",
    "AL",
    "AM",
    "AO",
    "AQ",
    "AR",
    "AS",
    "AT",
    "AU",
    "AW",
    "AX",
    "AZ",
    "BA",
    "BB",
    "BD",
    "BE",
    "BF",
    "BG",
    "BH",
    "BI",
    "BJ",
    "BL",
    "BM",
    "BN",
    "BO",
    "BQ",
    "BR",
    "BS",
    "BT",
    "BV",
    "BW",
    "BY",
    "BZ",
    "CA",
    "CC",
    "CD",
    "CF",
    "CG",
    "CH",
    "CI",
    "CK",
    "CL",
    "CM",
    "CN",
    "CO",
    "CR",
    "CU",
    "CV",
    "CW",
    "CX",
    "CY",
    "CZ",
    "DE",
    "DJ",
    "DK",
    "DM",
    "DO",
    "DZ",
    "EC",
    "EE",
    "EG",
    "EH",
    "ER",
    "ES",
    "ET",
    "FI",
    "FJ",
    "FK",
    "FM",
    "FO",
    "FR",
    "GA",
    "GB",
    "GD",
    "GE",
    "GF",
    "GG",
    "GH",
    "GI",
    "GL",
    "GM",
    "GN",
    "GP",
    "GQ",
    "GR",
    "GS",
    "GT",
    "GU",
    "GW",
    "GY",
    "HK",
    "HM",
    "HN",
    "HR",
    "HT",
    "HU",
    "ID",
    "IE",
    "IL",
    "IM",
    "IN",
    "IO",
    "IQ",
    "IR",
    "IS",
    "IT",
    "JE",
    "JM",
    "JO",
    "JP",
    "KE",
    "KG",
    "KH",
    "KI",
    "KM",
    "KN",
    "KP",
    "KR",
    "KW",
    "KY",
    "KZ",
    "LA",
    "LB",
    "LC",
    "LI",
    "LK",
    "LR",
    "LS",
    "LT",
    "LU",
    "LV",
    "LY",
    "MA",
    "MC",
    "MD",
    "ME",
    "MF",
    "MG",
    "MH",
    "MK",
    "ML",
    "MM",
    "MN",
    "MO",
    "MP",
    "MQ",
    "MR",
    "MS",
    "MT",
    "MU",
    "MV",
    "MW",
    "MX",
    "MY",
    "MZ",
    "NA",
    "NC",
    "NE",
    "NF",
    "NG",
    "NI",
    "NL",
    "NO",
    "NP",
    "NR",
    "NU",
    "NZ",
    "OM",
    "PA",
    "PE",
    "PF",
    "PG",
    "PH",
    "PK",
    "PL",
    "PM",
    "PN",
    "PR",
    "PS",
    "PT",
    "PW",
    "PY",
    "QA",
    "RE",
    "RO",
    "RS",
    "RU",
    "RW",
    "SA",
    "SB",
    "SC",
    "SD",
    "SE",
    "SG",
    "SH",
    "SI",
    "SJ",
    "SK",
    "SL",
    "SM",
    "SN",
    "SO",
    "SR",
    "SS",
    "ST",
    "SV",
    "SX",
    "SY",
    "SZ",
    "TC",
    "TD",
    "TF",
    "TG",
    "TH",
    "TJ",
    "TK",
    "TL",
    "TM",
    "TN",
    "TO",
    "TR",
    "TT",
    "TV",
    "TW",
    "TZ",
    "UA",
    "UG",
    "UM",
    "US",
    "UY",
    "UZ",
    "VA",
    "VC",
    "VE",
    "VG",
    "VI",
    "VN",
    "VU",
    "WF",
    "WS",
    "YE",
    "YT",
    "ZA",
    "ZM",
    "ZW",
]
GOOD = (Path(__file__).parent / "bad_files/good.yaml").read_text(encoding="utf-8")


def test_all_249_codes_are_texts_as_keys_and_as_values(tmp_path: Path) -> None:
    assert len(set(CODES)) == 249
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    rows = "\n".join(f"  {code}: {{name: {code}, note: {code}}}" for code in CODES)
    members = ", ".join(f"{{country: {code}}}" for code in CODES)
    text = (
        "extends: good.yaml\n"
        f"countries:\n{rows}\n"
        f"groups: {{ALL: {{title: all, members: [{members}], source: T1, status: MODEL}}}}\n"
        f"measures: {{first: {{destinations: [{', '.join(CODES)}]}}}}\n"
    )
    path = tmp_path / "all.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load(path)
    assert {code: row.name for code, row in scenario.countries.items()} == {c: c for c in CODES}
    assert list(scenario.measures["first"].destinations) == CODES
    assert [member.country for member in scenario.groups["ALL"].members] == CODES


@pytest.mark.parametrize("word", [*CODES, *map(str.lower, CODES)])
def test_a_code_is_text(word: str) -> None:
    assert resolve(word) == word


@pytest.mark.parametrize(
    "word",
    [
        "on",
        "off",
        "yes",
        "no",
        "ON",
        "Off",
        "Yes",
        "y",
        "n",
        "08",
        "1_000",
        "12:30",
        "0x10",
        "0o7",
        "~",
    ],
)
def test_an_odd_word_is_text_and_so_no_number_and_no_flag(word: str, tmp_path: Path) -> None:
    assert resolve(word) == word
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    path = tmp_path / "odd.yaml"
    path.write_text(f"extends: good.yaml\nchips: {{FAST: {{note: {word}}}}}\n", encoding="utf-8")
    assert load(path).chips["FAST"].note == word
    for key, allowed in (("tdp_w", "a number"), ("data_centre", "true or false")):
        path.write_text(
            f"extends: good.yaml\nchips: {{FAST: {{{key}: {word}}}}}\n", encoding="utf-8"
        )
        with pytest.raises(ScenarioError, match=f"given '{word}'; allowed: {allowed}"):
            load(path)


@pytest.mark.parametrize(
    ("written", "number"), [("1e6", 1e6), ("1E6", 1e6), ("+4e2", 400.0), (".5", 0.5)]
)
def test_a_number_is_a_number(written: str, number: float, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    path = tmp_path / "number.yaml"
    path.write_text(
        f"extends: good.yaml\nchips: {{FAST: {{tdp_w: {written}}}}}\n", encoding="utf-8"
    )
    assert load(path).chips["FAST"].tdp_w == number
