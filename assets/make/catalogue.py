"""Collects the texts of race/ui, and what the model says of itself, and compiles the catalogues; needs Babel.

Texts that are new come into the Russian catalogue empty, for a person to translate; texts that are
no longer used go. Notes of the flagship's data have a catalogue of their own, which may have gaps:
what is not translated there is shown in English and says so. Usage: python assets/make/catalogue.py
"""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from race.engine.figures import FIGURES
from race.engine.plan import PLAN
from race.ground_app import ground
from race.ui.facts.topics import plain

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assets/locale"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
"""Of the catalogues' heads: the same texts give the same bytes."""
KEYWORDS = {"tr": None, "trn": (1, 2), "mark": None, "unit": None}


def collect() -> Catalog:
    """Return all texts of race/ui, and the names and meanings of stages and figures."""
    catalogue = Catalog(project="three-kilometres", charset="utf-8")
    for _, _, texts, _, _ in extract_from_dir(ROOT / "race/ui", keywords=KEYWORDS):
        if texts:
            catalogue.add(texts)
    for name, meaning in (*((s.name, s.does) for s in PLAN), *((f.name, f.doc) for f in FIGURES)):
        catalogue.add(plain(name))
        catalogue.add(meaning)
    return catalogue


def collect_notes() -> Catalog:
    """Return the notes of parameters, chips and rules of the flagship, and what its sources are."""
    catalogue = Catalog(project="three-kilometres", charset="utf-8")
    scenario = ground("2022").world.scenario
    rows = (*scenario.parameters.values(), *scenario.chips.values(), *scenario.measures.values())
    notes = (row.note for row in rows)
    for note in (*notes, *(row.what for row in scenario.sources.values())):
        if note:
            catalogue.add(note)
    return catalogue


def main() -> None:
    """Bring both catalogues up to date and compile them."""
    bring("race", collect())
    bring("notes", collect_notes())


def bring(domain: str, texts: Catalog) -> None:
    """Bring a Russian catalogue up to date and compile it."""
    folder = FOLDER / "ru/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{domain}.po"
    if file.exists():
        with file.open("rb") as opened:
            catalogue = read_po(opened, locale="ru")
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
    else:
        catalogue = Catalog(locale="ru", project="three-kilometres", charset="utf-8")
        catalogue.update(texts)
    catalogue.creation_date = catalogue.revision_date = FIXED
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=100, sort_output=True, omit_header=False)
    with (folder / f"{domain}.mo").open("wb") as opened:
        write_mo(opened, catalogue)
    empty = [message.id for message in catalogue if message.id and not message.string]
    print(f"{domain}: {len(catalogue)} texts, {len(empty)} without Russian")


if __name__ == "__main__":
    main()
