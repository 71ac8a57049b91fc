"""The reader of one file: plain data, strict limits, marks."""

from pathlib import Path

import pytest

from race.scenario.text.composer import MAXIMUM_DEPTH, MAXIMUM_EVENTS, MAXIMUM_FAULTS
from race.scenario.text.document import MAXIMUM_BYTES, Document, compose, read_document


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "given.yaml"
    path.write_bytes(data)
    return read_document(path, "given.yaml")


def only_fault(document: Document) -> str:
    (fault,) = document.faults
    return str(fault)


def test_values_are_plain_and_lists_are_tuples() -> None:
    document = compose("a: {b: [1, 2.5, true, text], c: }\nd:\n  - {e: 'x y'}\n", "f.yaml")
    assert document.faults == ()
    assert document.content == {
        "a": {"b": (1, 2.5, True, "text"), "c": None},
        "d": ({"e": "x y"},),
    }


def test_norway_stays_norway_and_on_stays_text() -> None:
    document = compose("NO: {name: Norway}\ncountry: NO\nswitch: [on, off, yes, no]\n", "f.yaml")
    assert document.content == {
        "NO": {"name": "Norway"},
        "country": "NO",
        "switch": ("on", "off", "yes", "no"),
    }


def test_keys_are_text_whatever_they_look_like() -> None:
    document = compose("2022: a\ntrue: b\nnull: c\n1e6: d\n", "f.yaml")
    assert list(document.content) == ["2022", "true", "null", "1e6"]


def test_quoted_and_block_scalars_are_text() -> None:
    document = compose("a: '1'\nb: \"true\"\nc: |\n  12\nd: >-\n  1\n  2\n", "f.yaml")
    assert document.content == {"a": "1", "b": "true", "c": "12\n", "d": "1 2"}


def test_a_hundred_thousand_brackets_are_left_at_the_first_levels() -> None:
    document = compose("a: " + "[\n" * 100_000, "f.yaml")
    assert not document.complete
    line = MAXIMUM_DEPTH
    assert only_fault(document) == (
        f"f.yaml:{line}:1: more than {MAXIMUM_DEPTH} brackets or levels deep"
    )


@pytest.mark.parametrize("text", ["- " * 100_000, "? " * 100_000, "{a: " * 100_000, "[" * 100_000])
def test_other_deep_nesting_ends_in_one_fault(text: str) -> None:
    document = compose(text, "f.yaml")
    assert not document.complete
    assert len(document.faults) == 1


def test_levels_up_to_the_limit_are_read() -> None:
    depth = MAXIMUM_DEPTH - 1
    document = compose("a: " + "[" * depth + "]" * depth, "f.yaml")
    assert document.complete


def test_an_alias_bomb_is_refused_and_expands_nothing() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    document = compose("\n".join(lines), "bomb.yaml")
    assert not document.complete
    (fault,) = document.faults
    assert str(fault) == (
        f"bomb.yaml:1:5: a0: {MAXIMUM_FAULTS} anchors, aliases or tags, of which this is the first; "
        "write values out"
    )


def test_a_huge_integer_is_refused_by_its_length() -> None:
    document = compose("a: " + "9" * 1_000_000, "f.yaml")
    assert (
        only_fault(document)
        == "f.yaml:1:4: a: text of 1000000 characters; keep to 20000 characters"
    )
    document = compose("a: " + "9" * 5_000, "f.yaml")
    assert "allowed: a number of at most 40 characters" in only_fault(document)


def test_a_tag_makes_no_object() -> None:
    document = compose("a: !!python/object/apply:os.system [id]\nb: !x 1\n", "f.yaml")
    assert [str(fault) for fault in document.faults] == [
        "f.yaml:1:4: a: a tag 'tag:yaml.org,2002:python/object/apply:os.system'; take it out",
        "f.yaml:2:4: b: a tag '!x'; take it out",
    ]


def test_too_many_values_end_the_reading() -> None:
    document = compose("a: [" + "1," * MAXIMUM_EVENTS + "]", "f.yaml")
    assert only_fault(document) == f"f.yaml: more than {MAXIMUM_EVENTS} keys and values"


def test_a_long_key_is_refused() -> None:
    document = compose("k" * 300 + ": 1", "f.yaml")
    assert only_fault(document).startswith(
        "f.yaml:1:1: kkkkkkkkkkkkkkkkkkkk: a key of 300 characters"
    )


def test_all_faults_of_a_file_are_told_at_once() -> None:
    document = compose("a: .nan\nb: &x 1\nc: *x\na: 2\n", "f.yaml")
    assert [fault.line for fault in document.faults] == [1, 2, 3, 4]
    assert document.complete


def test_an_alias_as_a_key_ends_the_reading() -> None:
    document = compose("a: &x b\n*x : 1\n", "f.yaml")
    assert not document.complete
    assert str(document.faults[-1]) == "f.yaml:2:1: an alias '*x'; write the key out"


@pytest.mark.parametrize(
    ("text", "given"),
    [("", "an empty file"), ("# only a remark\n", "an empty file"), ("--- \n", "given nothing")],
)
def test_a_file_without_content_is_refused(text: str, given: str) -> None:
    assert given in only_fault(compose(text, "f.yaml"))


@pytest.mark.parametrize(("text", "given"), [("- a\n", "a list"), ("word\n", "'word'"), ("3", "3")])
def test_a_file_without_keys_is_refused(text: str, given: str) -> None:
    fault = only_fault(compose(text, "f.yaml"))
    assert fault == f"f.yaml:1:1: given {given}; allowed: keys and values at the top of the file"


def test_only_utf_8_is_read(tmp_path: Path) -> None:
    latin = read_bytes(tmp_path, b"a: 1\nb: caf\xe9\n")
    assert only_fault(latin) == "given.yaml:2: not UTF-8; save the file as UTF-8"
    wide = read_bytes(tmp_path, "a: 1\n".encode("utf-16"))
    assert only_fault(wide) == "given.yaml:1: not UTF-8; save the file as UTF-8"
    marked = read_bytes(tmp_path, b"\xef\xbb\xbfa: \xd0\xa0\n")
    assert marked.content == {"a": "Р"}  # noqa: RUF001


def test_control_characters_are_refused_where_they_stand() -> None:
    assert only_fault(compose("a: 1\nb: é\x07\n", "f.yaml")).startswith(
        "f.yaml:2:5: control characters are not allowed"
    )


def test_a_file_above_the_size_limit_is_refused(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, b"#" * (MAXIMUM_BYTES + 1))
    assert only_fault(document) == "given.yaml: too large; allowed: at most 8 MB"


def test_a_folder_cannot_be_read_as_a_file(tmp_path: Path) -> None:
    assert only_fault(read_document(tmp_path, "x")) == "x: cannot be read (Is a directory)"


def test_spots_tell_where_keys_and_values_stand() -> None:
    document = compose("a:\n  b: [1, {c: 2}]\nd: x\n", "f.yaml")
    spots = document.spots
    assert spots["a",] == ((1, 1), (2, 3))
    assert spots["a", "b"] == ((2, 3), (2, 6))
    assert spots["a", "b", 0] == ((2, 7), (2, 7))
    assert spots["a", "b", 1, "c"] == ((2, 11), (2, 14))
    assert spots["d",] == ((3, 1), (3, 4))


def test_columns_count_characters_not_bytes() -> None:
    document = compose("{й: й, b: .inf}\n", "f.yaml")
    assert document.faults[0].column == 11
