"""A hostile file ends in one line and exit code 2, soon and in little memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

LIMIT_S = 1.0
LIMIT_KB = 100 * 1024
STATUS = Path("/proc/self/status")
HEAD = "extends: tiny.yaml\nscenario: {id: h, title: h}\n"
PROGRAM = """\
import json, os, resource, sys
from race.base.errors import InputError
from race.scenario.load import find_faults
def used():
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime
answers = []
for folder in sys.argv[1:]:
    os.chdir(folder)
    before = used()
    try:
        told = [str(fault) for fault in find_faults("hostile.yaml")]
    except InputError as error:
        told = [str(error)]
    answers.append((told, used() - before))
with open("/proc/self/status") as status:
    most = next(line for line in status if line.startswith("VmHWM"))
print(json.dumps({"answers": answers, "kb": int(most.split()[1])}))
"""
"""Reads files in a process of its own; CPU time counts, for other processes may be busy.

The high-water mark of /proc is that of this program; the one of getrusage is inherited from pytest.
"""


def alias_bomb(folder: Path) -> str:
    lines = ['a0: &a0 ["lol", "lol"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    return "\n".join(lines)


def link_outside(folder: Path) -> str:
    (folder / "link.yaml").symlink_to("/etc/passwd")
    return HEAD + "include: [link.yaml]\n"


def links_in_a_circle(folder: Path) -> str:
    (folder / "a.yaml").symlink_to("b.yaml")
    (folder / "b.yaml").symlink_to("a.yaml")
    return HEAD + "include: [a.yaml]\n"


def circle(folder: Path) -> str:
    (folder / "other.yaml").write_text("extends: hostile.yaml\n")
    return "extends: other.yaml\n"


def many_files(folder: Path) -> str:
    names = [f"part{n}.yaml" for n in range(200)]
    for name in names:
        (folder / name).write_text("chips: {}\n")
    return HEAD + f"include: [{', '.join(names)}]\n"


HOSTILE: dict[str, Callable[[Path], str]] = {
    "alias bomb": alias_bomb,
    "100,000 open brackets": lambda _: "chips: " + "[" * 100_000,
    "100,000 open braces": lambda _: "chips: " + "{a: " * 100_000,
    "100,000 levels of indentation": lambda _: "\n".join(" " * n + "a:" for n in range(2000)),
    "a huge integer": lambda _: HEAD + f"chips: {{H100-SXM-80: {{tdp_w: {'9' * 1_000_000}}}}}\n",
    "a huge exponent": lambda _: HEAD + "chips: {H100-SXM-80: {tdp_w: 1e999999999}}\n",
    "a long text": lambda _: HEAD + f"chips: {{H100-SXM-80: {{note: {'x' * 5_000_000}}}}}\n",
    "a long key": lambda _: HEAD + f"{'x' * 1_000_000}: 1\n",
    "8 MB of entries": lambda _: "chips:\n" + "".join(f"  c{n}: {{a: 1, b: 2}}\n" for n in range(300_000)),
    "9 MB": lambda _: "#" * 9_000_000,
    "a tag that runs a program": lambda _: HEAD + "chips: !!python/object/apply:os.system ['touch run']\n",
    "a tag that makes an object": lambda _: HEAD + "companies: {MSFT: {note: !!python/name:os.system x}}\n",
    "a path out of the folder": lambda _: HEAD + "include: [../../../../etc/passwd]\n",
    "an absolute path": lambda _: HEAD + "include: [/etc/passwd]\n",
    "a device": lambda _: HEAD + "include: [/dev/zero]\n",
    "a link out of the folder": link_outside,
    "a name that is too long": lambda _: HEAD + f"include: [{'x' * 300}.yaml]\n",
    "links in a circle": links_in_a_circle,
    "a circle of files": circle,
    "200 files": many_files,
    "a deep condition": lambda _: HEAD + f"ends: {{e: {{title: e, when: \"{'(' * 990}\"}}}}\n",
    "a long condition": lambda _: HEAD + f"ends: {{e: {{title: e, when: \"{'year > 1 and ' * 1500}\"}}}}\n",
    "bytes that are no text": lambda _: "\0\1\2\3" * 1000,
    "merge keys": lambda _: HEAD + "<<: {chips: {}}\n",
    "a million document marks": lambda _: "---\n" * 1_000_000,
    "a million directives": lambda _: "%A b\n" * 1_000_000,
}  # fmt: skip


@pytest.mark.skipif(not STATUS.exists(), reason="this system does not tell a process's memory")
def test_hostile_files_are_refused_soon_and_in_little_memory(tmp_path: Path) -> None:
    """All in one process: the most memory that it ever had is that of the worst of them."""
    folders = []
    for number, make in enumerate(HOSTILE.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "hostile.yaml").write_text(make(folder), encoding="utf-8")
        folders.append(str(folder))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *folders], capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    answer = json.loads(done.stdout)
    for kind, (told, seconds) in zip(HOSTILE, answer["answers"], strict=True):
        assert len(told) == 1, (kind, told)
        (line,) = told
        assert "\n" not in line, kind
        assert len(line) < 1000, kind
        assert seconds <= LIMIT_S, kind
    assert answer["kb"] <= LIMIT_KB
    assert not list(tmp_path.glob("**/run"))


@pytest.mark.parametrize("kind", ["alias bomb", "an absolute path"])
def test_the_command_ends_with_code_2(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE[kind](tmp_path), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "race", "run", "hostile.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert not done.stdout
    assert done.stderr.startswith("hostile.yaml:")
    assert "Traceback" not in done.stderr
