"""Where the shipped scenarios and assets lie, in a wheel as in a checkout."""

import difflib
from pathlib import Path

from race.base.errors import InputError, RunError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_data", _PACKAGE.parent)


def scenarios_folder() -> Path:
    """Give the folder of the shipped scenarios.

    Raises:
        RunError: the installation has no scenarios.
    """
    return _data_folder("scenarios")


def assets_folder() -> Path:
    """Give the folder of fonts, maps, sounds and other assets.

    Raises:
        RunError: the installation has no assets.
    """
    return _data_folder("assets")


def shipped_scenarios() -> tuple[str, ...]:
    """Name the shipped scenarios, sorted: `2022`, `tiny` and so on."""
    return tuple(sorted(path.stem for path in scenarios_folder().glob("*.yaml")))


def scenario_file(name_or_path: str | Path) -> Path:
    """Find a scenario by the name of a shipped one or by the path of a file.

    A shipped name wins; write `./2022` or `2022.yaml` for a file of that name.

    Raises:
        InputError: there is neither such a name nor such a file.
    """
    shipped = shipped_scenarios()
    if str(name_or_path) in shipped:
        return scenarios_folder() / f"{name_or_path}.yaml"
    path = Path(name_or_path)
    if path.is_file():
        return path
    if str(name_or_path) and path.is_dir():
        raise InputError(f"scenario '{name_or_path}' is a folder; give a .yaml file in it")
    close = difflib.get_close_matches(str(name_or_path), shipped, n=1)
    advice = f"did you mean '{close[0]}'?" if close else "give one of these or the path of a file"
    raise InputError(
        f"no scenario '{name_or_path}'; shipped scenarios: {', '.join(shipped)}; {advice}"
    )


def _data_folder(name: str) -> Path:
    for root in _ROOTS:
        if (root / name).is_dir():
            return root / name
    places = " and ".join(str(root / name) for root in _ROOTS)
    raise RunError(f"no folder of {name}: looked in {places}; install three-kilometres again")
