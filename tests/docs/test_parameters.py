"""Every parameter that the code asks for is in the data, and every one in the data is asked for.

The code names a parameter in three ways: in full, `p["pool.churn"]`; by a pattern,
`p[f"market.pull.{name}"]`, of which every hole is one word; and, in policies, by
`view.parameter("common")`, which stands for `view.common`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from race.scenario.load import load

ROOT = Path(__file__).parents[2]
HOLE = r"[^.]+"
LEAST_WORDS = 2
"""A pattern with fewer fixed words would stand for a whole family, and hide what is not used."""
TABLES = frozenset({"p", "parameters"})


@cache
def parameters() -> frozenset[str]:
    return frozenset(load("2022").parameters)


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    files = [file for top in ("race", "agents") for file in sorted((ROOT / top).rglob("*.py"))]
    return tuple(
        (str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))) for file in files
    )


def pattern(node: ast.expr) -> str | None:
    """Return the names that an expression can stand for, as a regular expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if not isinstance(node, ast.JoinedStr):
        return None
    fixed = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    if len(re.findall(r"[a-z_0-9]+", " ".join(fixed))) < LEAST_WORDS:
        return None
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else HOLE
        for part in node.values
    )


def is_table(node: ast.expr) -> bool:
    """Tell whether an expression is the table of parameters, by its name."""
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name in TABLES


def asked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give what is looked up in a table of parameters, with its line."""
    for node in ast.walk(tree):
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript) and is_table(node.value):
            key = node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr == "get" and is_table(node.func.value):
                key = node.args[0]
            elif node.func.attr == "parameter" and isinstance(node.args[0], ast.Constant):
                key = ast.Constant(f"view.{node.args[0].value!s}")
        wanted = None if key is None else pattern(key)
        if wanted is not None:
            yield getattr(node, "lineno", 0), wanted


def mentioned(tree: ast.Module) -> Iterator[str]:
    """Give every text in the code that could name parameters."""
    yield from (wanted for _, wanted in asked(tree))
    for node in ast.walk(tree):
        wanted = pattern(node) if isinstance(node, ast.expr) else None
        if wanted is not None:
            yield wanted


def test_every_parameter_that_the_code_asks_for_is_in_the_data() -> None:
    missing = [
        f"{file}:{line}: {wanted}"
        for file, tree in trees()
        for line, wanted in asked(tree)
        if not any(re.fullmatch(wanted, name) for name in parameters())
    ]
    assert not missing


def test_every_parameter_in_the_data_is_asked_for() -> None:
    texts = {wanted for _, tree in trees() for wanted in mentioned(tree)}
    families = {name.split(".")[0] for name in parameters()}
    patterns = [re.compile(wanted) for wanted in texts if re.split(r"\\\.", wanted)[0] in families]
    unused = {name for name in parameters() if not any(one.fullmatch(name) for one in patterns)}
    assert not unused
