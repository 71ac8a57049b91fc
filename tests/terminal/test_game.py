"""The whole game can be played by typing, in either language, and nothing typed breaks it."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from race.cli import main
from race.game_app import new_game
from race.ground_app import ground
from race.play.choosing.offered import Option, Parameter
from race.play.playing.ground import Ground
from race.play.records.saves import Shelf
from race.play.session import Session
from race.play.words import Words
from race.terminal.choose import choose_seat
from race.terminal.game import TerminalGame, read_setting
from race.terminal.talk import Talk


@pytest.fixture(scope="module")
def flagship() -> Ground:
    return ground("2022")


def played(
    place: Ground, lines: list[str], seat: str = "RU", language: str = "en", size: int = 80
) -> tuple[str, Session]:
    out = io.StringIO()
    console = Console(file=out, width=size, height=24, highlight=False)
    game = TerminalGame(Session.new(place, seat, language=language), Talk(console, lines))
    game.play()
    return out.getvalue(), game.session


def test_an_order_is_chosen_filled_in_and_laid_down(flagship: Ground) -> None:
    text, session = played(flagship, ["o", "merge_pools", "200", "y", "q"])
    assert [card.order for card in session.placed] == ["merge_pools"]
    assert session.placed[0].parameters == {"link": 200.0}
    assert "gap on the road" in text
    assert "chance 100 %" in text


def test_russian_letters_and_numbers_are_understood(flagship: Ground) -> None:
    text, session = played(
        flagship, ["п", "объединить кластеры", "12,5", "да", "ж", "л", "ы"], language="ru"
    )
    assert session.turn == 1
    assert "Исполнено: Объединить кластеры" in text
    assert "отставание на дороге" in text


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", ["help", "merge_pools", "200", "y", "quit"]),
        ("ru", ["справка", "объединить кластеры", "200", "да", "выход"]),
    ],
)
def test_words_do_what_letters_and_numbers_do(
    flagship: Ground, language: str, typed: list[str]
) -> None:
    text, session = played(flagship, [*typed, "e"], language=language)
    assert [card.order for card in session.placed] == ["merge_pools"]
    assert session.turn == 0
    assert Words(language)("text.help.1")[:30] in text


def test_a_small_terminal_breaks_no_figure_from_its_unit(flagship: Ground) -> None:
    text, _ = played(flagship, ["д", "", "ы"], seat="AE", language="ru")
    assert "…" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("Эфлоп")]
    assert "[?] справка" in text


def test_an_actor_is_looked_at_closer(flagship: Ground) -> None:
    text, _ = played(flagship, ["t", "china", "t", "nobody at all", "q"])
    assert "Likely next:" in text
    assert "no such actor" in text


def test_a_year_is_ended_reported_and_gone_back_from(flagship: Ground) -> None:
    text, session = played(flagship, ["e", "n", "1", "b", "1", "q"])
    assert "The year 2022" in text
    assert session.turn == 0


def test_an_event_is_answered_before_orders_are_given(flagship: Ground) -> None:
    text, session = played(flagship, ["nonsense", "1", "q"], seat="US")
    assert "not allowed" in text
    assert session.record.open.choices[0].option == "sign"
    assert session.phase == "orders"


def test_nothing_that_is_typed_breaks_the_game(flagship: Ground) -> None:
    lines = [
        "", "?", "zz", "99", "0", "-1", "o", "99", "o", "", "1", "q", "x", "7", "x", "x", "t", "", "w",
        "n", "a", "g", "c", "s", "../up", "b", "9", "b", "x", "h", "10", "1e999", "nan", "90",
        "\x00", "й", "п", "27",
    ]  # fmt: skip
    text, session = played(flagship, lines)
    assert session.phase == "orders"
    assert "Traceback" not in text


def test_no_line_is_wider_than_the_terminal(flagship: Ground) -> None:
    for language in ("en", "ru"):
        for width in (80, 120):
            lines = ["o", "", "t", "us", "w", "g", "h", "e", "q"]
            text, _ = played(flagship, lines, language=language, size=width)
            widest = max(text.splitlines(), key=len)
            assert len(widest) <= width, widest


def test_the_table_of_the_turn_fits_a_small_terminal(flagship: Ground) -> None:
    for language in ("en", "ru"):
        text, _ = played(flagship, [], language=language)
        assert len(text.splitlines()) <= 24, text


@pytest.mark.parametrize(
    ("typed", "value"),
    [("5", 5.0), ("2,5", 2.5), ("1 000", 1000.0), ("1e3", 1000.0), ("0", None), ("2000", None),
     ("nan", None), ("x", None), ("", None)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, value: float | None) -> None:
    parameter = Parameter("n", "n", "number", "1", 1.0, 1000.0, 1.0, 5.0)
    assert read_setting(parameter, typed) == value


def test_a_choice_is_read_by_number_id_or_name() -> None:
    options = (Option("gas", "газ"), Option("grid", "сеть"))
    parameter = Parameter("k", "k", "choice", "1", 0.0, 0.0, 1.0, "gas", options)
    assert [read_setting(parameter, one) for one in ("2", "grid", "Сеть", "3", "")] == [
        "grid", "grid", "grid", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "seat"),
    [
        (["99", "nobody", "5"], "AE"),
        (["united arab"], "AE"),
        (["united"], "RU"),
        (["nvda"], "NVDA"),
        ([], "RU"),
        (["q"], ""),
    ],
)
def test_whom_to_lead_is_asked_where_nobody_is_named(
    flagship: Ground, typed: list[str], seat: str
) -> None:
    out = io.StringIO()
    talk = Talk(Console(file=out, width=80, height=24), typed)
    assert choose_seat(flagship, Words("en"), talk) == seat
    assert max(len(line) for line in out.getvalue().splitlines()) <= 80


SCRIPT = """
game: {title: Test, as: RU, seed: 3}
turns:
  2022:
    - {order: merge_pools, link: 100}
  2023:
    - {order: fund_research, field: efficiency, money_spent: 0.05}
"""


def test_a_script_plays_a_whole_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "game.yaml"
    file.write_text(SCRIPT, encoding="utf-8")
    assert main(["play", "--script", str(file)]) == 0
    text = capsys.readouterr().out
    assert "Join the clusters: links 100 Gbit/s" in text
    assert text.count("Gap on the road") >= 10


def test_what_cannot_be_laid_now_is_told_and_the_script_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "game.yaml"
    grey = "{order: buy_grey, chips: 1000, premium: 1.5}"
    text = SCRIPT.replace("{order: merge_pools, link: 100}", grey)
    file.write_text(text, encoding="utf-8")
    assert main(["play", "--script", str(file)]) == 0
    assert "Cannot be laid now: buy_grey" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("merge_pools", "merge_pulls"), "game.yaml:5:"),
        (("link: 100", "link: 100000"), "allowed: a number from 1 to 400"),
        (("link: 100", "links: 100"), "unknown key; allowed: order, link; did you mean 'link'?"),
        (("efficiency", "efficency"), "did you mean 'efficiency'?"),
        (("{order: merge_pools, link: 100}", "{event: nothing, choose: it}"), "event: given"),
        (("as: RU", "as: XX"), "seat 'XX'"),
        (("2023:", "2063:"), "year 2063"),
        (("turns:", "years:"), "turns: required key is missing"),
        (("seed: 3", "seed: -3"), "seed"),
    ],
)
def test_a_fault_of_a_script_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], said: str
) -> None:
    file = tmp_path / "game.yaml"
    file.write_text(SCRIPT.replace(*change), encoding="utf-8")
    assert main(["play", "--script", str(file)]) == 2
    assert said in capsys.readouterr().err


def test_all_faults_of_a_script_are_told_before_a_year_is_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "game.yaml"
    text = SCRIPT.replace("merge_pools", "merge_pulls").replace("money_spent", "spent")
    file.write_text(text, encoding="utf-8")
    assert main(["play", "--script", str(file)]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert [line.rpartition(": turns")[0] for line in told.err.splitlines()] == [
        f"{file}:5:15",
        f"{file}:7:49",
    ]


def test_the_newest_game_is_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    session = new_game("2022", ("RU",), seed=9, shelf=shelf)
    session.end_year()
    monkeypatch.setattr("builtins.input", lambda: "q")
    assert main(["play", "--text", "--resume", "--saves", str(tmp_path)]) == 0
    assert "turn 2 of 15" in capsys.readouterr().out
    newest = shelf.paths()[0]
    newest.write_bytes(newest.read_bytes()[:-9])
    assert main(["play", "--text", "--resume", newest.stem, "--saves", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert "cannot be read" in error
    assert "the one before it" in error
    assert error.count("\n") == 1


def test_a_share_code_is_played_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_game("2022", ("RU",), seed=9).share_code()
    monkeypatch.setattr("builtins.input", lambda: "q")
    saves = ["--saves", str(tmp_path)]
    assert main(["play", "--text", "--code", code, *saves]) == 0
    assert main(["play", "--text", "--code", code[:-5], *saves]) == 2
    assert "copy it again" in capsys.readouterr().err
