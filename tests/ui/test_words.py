import math
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from race.engine.figures import FIGURES
from race.engine.plan import PLAN
from race.ui.facts.topics import chapters, plain
from race.ui.fonts import BOLD, REGULAR, SEMIBOLD, Fonts
from race.ui.words import Words
from tests.ui.bench import a_desk, a_game, flagship

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "assets/locale/ru/LC_MESSAGES/race.po"
HIDDEN = re.compile(r"\{[\w.]*words\.(tr|trn|mark|unit)\(")
KEYWORDS = {"tr": None, "trn": (1, 2), "mark": None, "unit": None}


@pytest.mark.parametrize(
    ("metres", "english", "russian"),
    [
        (0.0043, "4.3\u00a0mm", "4,3\u00a0мм"),
        (0.34, "34\u00a0cm", "34\u00a0см"),
        (1.2, "1.2\u00a0m", "1,2\u00a0м"),
        (218.4, "218\u00a0m", "218\u00a0м"),
        (3200.0, "3.2\u00a0km", "3,2\u00a0км"),
        (512_000.0, "512\u00a0km", "512\u00a0км"),
        (0.00002, "level", "вровень"),
        (math.inf, "∞", "∞"),
    ],
)
def test_a_distance_has_the_unit_that_fits(metres: float, english: str, russian: str) -> None:
    assert Words("en").metres(metres) == english
    assert Words("ru").metres(metres) == russian


@pytest.mark.parametrize(
    ("number", "russian"),
    [(1, "1 год"), (2, "2 года"), (5, "5 лет"), (1454, "1454 года"), (21333, "21\u00a0333 года")],
)
def test_years_have_their_russian_plural(number: int, russian: str) -> None:
    assert Words("ru").trn("{n} year", "{n} years", number) == russian


def test_counts_money_and_power_have_letters() -> None:
    words = Words("en")
    assert words.count(9400) == "9.4\u00a0k"
    assert words.count(14.2e6) == "14.2\u00a0M"
    assert words.money(486.0) == "$486\u00a0bn"
    assert words.money(0.37) == "$370\u00a0M"
    assert words.watts(38_000.0) == "38\u00a0GW"
    assert words.power(4.66e24) == "4.7·10²⁴"
    assert words.power(9.96e24) == "1.0·10²⁵"


def test_a_loss_has_a_minus_sign_and_not_a_hyphen() -> None:
    assert Words("en").metres(-41.0, sign=True) == "−41\u00a0m"
    assert Words("en").metres(12.0, sign=True) == "+12\u00a0m"


def texts_of_the_code() -> set[str]:
    found = {text for one in FIGURES for text in (plain(one.name), one.doc)}
    found |= {text for stage in PLAN for text in (plain(stage.name), stage.does)}
    for _, _, texts, _, _ in extract_from_dir(ROOT / "race/ui", keywords=KEYWORDS):
        found |= {texts} if isinstance(texts, str) else {text for text in texts if text}
    return found


def test_every_text_of_the_window_has_its_russian() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    known: set[str] = set()
    for message in catalogue:
        if not message.id or not message.string:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        if all(texts):
            known |= set(ids)
    assert texts_of_the_code() - known == set()


def test_every_title_of_a_shipped_scenario_has_its_russian() -> None:
    for name in ("2022", "tiny"):
        scenario = flagship(name).scenario
        titles = {key: row.title_ru for key, row in scenario.measures.items()}
        titles |= {key: row.title_ru for key, row in scenario.objectives.items()}
        bare = [key for key, title in titles.items() if not is_russian(title or "")]
        assert not bare, f"{name}: without title_ru: {bare}"
        bare = [key for key, row in scenario.countries.items() if not is_russian(row.name_ru or "")]
        assert not bare, f"{name}: without name_ru: {bare}"


def test_a_cluster_of_a_programme_has_its_russian_name_on_the_map() -> None:
    atlas = a_game("AE", years=2).atlas(Words("ru"))
    names = [light.name for light in atlas.lights if light.owner.endswith("-NAP")]
    assert names
    assert all(is_russian(name) for name in names), names


def test_the_pages_on_the_model_are_russian_in_russian() -> None:
    scenario = flagship("tiny").scenario
    pages = {chapter.name: chapter.topics for chapter in chapters(scenario, (), {}, Words("ru"))}
    for topic in (*pages["ideas"], *pages["model"], *pages["rules"]):
        assert is_russian(topic.title), topic.name
    for topic in pages["model"]:
        assert all(is_russian(text) for text in topic.text), topic.name
    assert all(is_russian(name) and is_russian(text) for name, text in pages["model"][0].rows)


def is_russian(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def test_no_text_hides_in_a_formatted_string() -> None:
    """Babel does not look into formatted strings, so that a text in one would stay English."""
    for file in (ROOT / "race/ui").rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not HIDDEN.search(line), f"{file}: {line}"


def test_the_compiled_catalogue_is_that_of_its_source(tmp_path: Path) -> None:
    before = CATALOGUE.with_suffix(".mo").read_bytes()
    script = (
        "from babel.messages.pofile import read_po; from babel.messages.mofile import write_mo; "
        f"c = read_po(open({str(CATALOGUE)!r}, 'rb'), locale='ru'); "
        f"write_mo(open({str(tmp_path / 'race.mo')!r}, 'wb'), c)"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True)
    assert (tmp_path / "race.mo").read_bytes() == before


def test_every_glyph_of_both_languages_is_in_the_fonts(tmp_path: Path) -> None:
    a_desk(tmp_path)
    fonts = Fonts()
    text = "".join(texts_of_the_code()) + CATALOGUE.read_text(encoding="utf-8")
    text += "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹⁻×÷−·…—«»∞→←↑↓≤≥%$"
    for weight in (REGULAR, SEMIBOLD, BOLD):
        missing = {c for c in text if c.isprintable() and not fonts.covers(c, weight)}
        assert missing <= {c for c in missing if fonts.covers(c, "DejaVuSans.ttf")}, missing


def test_notes_of_the_data_are_in_russian_or_say_that_they_are_not() -> None:
    words = Words("ru")
    note = flagship().world.scenario.parameters["score.stride_m"].note
    assert words.note(note) == "длина шага"
    assert words.note("of a new parameter") == "of a new parameter (по-английски)"
    assert words.note("") == ""
    assert Words("en").note(note) == note
