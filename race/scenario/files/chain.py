"""The files of a scenario: the chain of `extends`, and what each one includes.

Paths are read relative to the file that names them, then in the folder of the shipped scenarios. A
file that lies in neither the folder of the scenario nor that of the shipped ones, links followed,
is refused unread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from race.base.errors import Fault
from race.paths import scenario_file, scenarios_folder
from race.scenario.text.document import Document, read_document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, suggestion

MAXIMUM_CHAIN = 16
MAXIMUM_FILES = 64

EXTENDS = "extends"
INCLUDE = "include"
OVERLAYS = "overlays"


@dataclass(frozen=True)
class Level:
    """A scenario file and the data files that it includes, in the order named."""

    own: Document
    included: tuple[Document, ...]


@dataclass
class FileSet:
    """All files of a scenario.

    Attributes:
        levels: from the base of the chain to the file that was asked for.
        faults: what was wrong with finding and reading them.
        complete: False where content is missing, so that checks of content would mislead.
    """

    levels: list[Level] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True

    @property
    def documents(self) -> list[Document]:
        """Give the documents in the order in which they are merged."""
        return [part for level in self.levels for part in (*level.included, level.own)]


def collect(name_or_path: str | Path, *, included: bool = True) -> FileSet:
    """Read a scenario file, the files that it extends, and all that they include.

    Args:
        name_or_path: a shipped name or the path of a file.
        included: False to leave out what they include, for a look at their heads.

    Raises:
        InputError: there is no such scenario.
    """
    path = scenario_file(name_or_path)
    shipped = scenarios_folder().resolve()
    roots = (path.resolve().parent, shipped)
    return _Collector(roots, included=included).run(path)


class _Collector:
    def __init__(self, roots: tuple[Path, ...], *, included: bool) -> None:
        self._roots = roots
        self._with_included = included
        self._set = FileSet()
        self._documents: dict[Path, Document] = {}

    def run(self, path: Path) -> FileSet:
        """Follow the chain from the file that was asked for to its base."""
        chain: list[Path] = []
        following: Path | None = path.resolve()
        while following is not None:
            chain.append(following)
            own = self._read(following)
            self._set.levels.insert(0, Level(own, self._included(own, following)))
            following = self._base(own, following, chain)
        return self._set

    def _read(self, path: Path) -> Document:
        known = self._documents.get(path)
        if known is not None:
            return known
        document = read_document(path, _shown(path))
        self._documents[path] = document
        self._set.faults.extend(document.faults)
        self._set.complete &= document.complete
        return document

    def _base(self, own: Document, path: Path, chain: list[Path]) -> Path | None:
        named = own.content.get(EXTENDS)
        if EXTENDS not in own.content or len(self._documents) >= MAXIMUM_FILES:
            return None
        base = self._find(own, path, (EXTENDS,), named)
        if base is None:
            return None
        if base in chain:
            self._fault(own, (EXTENDS,), f"a circle: {base.name} is extended by itself")
            return None
        if len(chain) >= MAXIMUM_CHAIN:
            self._fault(own, (EXTENDS,), f"a chain of more than {MAXIMUM_CHAIN} files")
            return None
        return base

    def _included(self, own: Document, path: Path) -> tuple[Document, ...]:
        named = own.content.get(INCLUDE, ()) if self._with_included else ()
        if not isinstance(named, tuple):
            allowed = "allowed: a list of data files"
            self._fault(own, (INCLUDE,), f"given {describe(named)}", allowed)
            return ()
        found: list[Path] = []
        for at, name in enumerate(named):
            part = self._find(own, path, (INCLUDE, at), name)
            if len(self._documents) + len(found) >= MAXIMUM_FILES:
                self._fault(own, (INCLUDE, at), f"more than {MAXIMUM_FILES} files")
                break
            if part in found:
                self._fault(own, (INCLUDE, at), f"{describe(name)} stands twice")
            elif part is not None:
                found.append(part)
        return tuple(self._data_file(part) for part in found)

    def _data_file(self, path: Path) -> Document:
        """Read a data file, which may not go on to others."""
        document = self._read(path)
        for key in (EXTENDS, INCLUDE, "scenario"):
            if key in document.content:
                self._fault(document, (key,), f"'{key}' in a data file", "", "take it out")
        return document

    def _find(self, own: Document, path: Path, key: KeyPath, named: Value) -> Path | None:
        """Find a file that is named in another; a fault and None where it may not be read."""
        if not isinstance(named, str) or not named or "\0" in named:
            allowed = "allowed: the path of a .yaml file"
            advice = f"write {named}.yaml" if isinstance(named, int) else ""
            self._fault(own, key, f"given {describe(named)}", allowed, advice)
            return None
        places = [_resolved(folder / named) for folder in (path.parent, self._roots[-1])]
        inside = [place for place in places if any(map(place.is_relative_to, self._roots))]
        found = next((place for place in inside if _is_file(place)), None)
        if found is None and places[0] not in inside:
            allowed = "allowed: files in the folder of the scenario or of the shipped scenarios"
            self._fault(own, key, f"given {describe(named)}", allowed)
        elif found is None and any(_is_folder(place) for place in inside):
            self._fault(own, key, f"{describe(named)} is a folder", "allowed: a .yaml file in it")
        elif found is None:
            names = [name for root in (path.parent, self._roots[-1]) for name in _files_of(root)]
            self._fault(own, key, f"no file {describe(named)}", "", suggestion(named, names))
        return found

    def _fault(
        self, document: Document, key: KeyPath, given: str, allowed: str = "", advice: str = ""
    ) -> None:
        self._set.complete = False
        self._set.faults.append(document.fault(Finding(key, given, allowed, advice)))


def _resolved(path: Path) -> Path:
    """Follow links; a path that cannot be followed, as of links in a circle, stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; there is none of a name that is too long."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _shown(path: Path) -> str:
    """Show a file from the working folder where it lies under it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _files_of(folder: Path) -> list[str]:
    """List the YAML files of a folder and of its folder of data."""
    found = [*folder.glob("*.yaml"), *folder.glob("data/*.yaml")]
    return sorted(str(path.relative_to(folder)) for path in found)
