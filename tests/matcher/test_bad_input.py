"""Whatever comes in: an answer that holds, or one line that names the entry and nothing written."""

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher.cli import main
from tests.matcher.documents import pair, plain, slot
from tests.matcher.judge import faults
from tests.matcher.test_refusals import REFUSALS, with_

PRECIOUS = "an earlier answer"
PERSON = {"id": "p0", "interests": ["solar"]}
PAIR = {"id": "x", "a": "ann", "b": "bob", "affinity": 0.5}
SETTING = {key: value for key, value in plain().items() if key != "pairs"}
GOOD: dict[str, object] = {
    "problem": plain(),
    "plan": {"status": "feasible", "meetings": []},
    "people": {"people": [PERSON, {"id": "p1"}]},
    "weights": {"want": 2.0},
    "pairs": {"pairs": [PAIR]},
    "setting": SETTING,
}
COMMANDS = {
    "problem": ["solve problem -o out", "check problem plan", "explain problem plan ann bob"],
    "plan": [
        "check problem plan",
        "report problem plan",
        "explain problem plan ann bob",
        "rematch problem plan --absent ann --slot mon-1 -o out",
        "solve problem --start plan -o out",
    ],
    "people": ["affinity people -o out", "learn people outcomes -o out"],
    "weights": ["affinity people --weights weights -o out"],
    "pairs": ["problem pairs setting -o out"],
    "setting": ["problem pairs setting -o out"],
    "outcomes": ["learn people outcomes -o out"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a good file of every kind, and an output that exists already."""
    for name, document in GOOD.items():
        (tmp_path / name).write_text(json.dumps(document))
    (tmp_path / "outcomes").write_text("a,b,value\np0,p1,1\n")
    (tmp_path / "out").write_text(PRECIOUS)
    return tmp_path


def run(folder: Path, command: str) -> int:
    """Run a command; behind its name, words that are files of the folder stand for these."""
    name, *words = command.split()
    files = {path.name for path in folder.iterdir()}
    return main([name, *(str(folder / word) if word in files else word for word in words)])


def complaint(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line of a refusal, after checking that nothing else happened."""
    before = sorted(folder.iterdir())
    assert run(folder, command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("refused: ")
    assert said.err.count("\n") == 1
    assert (folder / "out").read_text() == PRECIOUS
    assert sorted(folder.iterdir()) == before
    return said.err.removeprefix("refused: ").rstrip("\n").replace(f"{folder}{os.sep}", "")


def doubled(document: object) -> bytes:
    """Return the document with its first key given twice."""
    text = json.dumps(document)
    assert isinstance(document, dict)
    return f'{{"{next(iter(document))}": 0, {text[1:]}'.encode()


WHOLE = json.dumps(plain()).encode()
NO_JSON = [
    (b"", "is not JSON: Expecting value: line 1 column 1 (char 0)"),
    (WHOLE[:-9], "is not JSON: "),
    (b"[" * 100_000, "is nested too deeply to be one of our files"),
    (b'{"people": ' * 50_000, "is nested too deeply to be one of our files"),
    (b'{"\xff": 1}', "is not JSON: 'utf-8' codec can't decode byte 0xff"),
    (json.dumps(plain()).encode("utf-16"), "is not JSON: 'utf-8' codec can't decode byte"),
    (b'{"a": %s}' % (b"1" * 5000), "is not JSON: Exceeds the limit"),
    (b'{"a\\ud800": 1}', "has half a character (a lone surrogate) in a text"),
    (gzip.compress(WHOLE, mtime=0)[:-20], "cannot be read: Compressed file ended before the end"),
    (gzip.compress(WHOLE, mtime=0)[:-8] + bytes(8), "cannot be read: CRC check failed"),
    (
        gzip.compress(WHOLE, mtime=0)[:15] + b"\xff" * 99,
        "cannot be read: Error -3 while decompressing",
    ),
    (b"\x1f\x8b\x07" + bytes(30), "cannot be read: Unknown compression method"),
]


@pytest.mark.parametrize(("raw", "words"), NO_JSON)
@pytest.mark.parametrize("kind", GOOD)
def test_what_is_no_document_is_refused_by_every_command(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str, raw: bytes, words: str
) -> None:
    (folder / kind).write_bytes(raw)
    for command in COMMANDS[kind]:
        assert complaint(folder, command, capsys).startswith(f"{kind} {words}")


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_of_another_shape_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    good = GOOD[kind]
    assert isinstance(good, dict)
    name = {"people": "the people file"}.get(kind, f"the {kind}")
    cases: list[tuple[object, str]] = [
        ([], f"{name}: must be an object, is a list"),
        (None, f"{name}: must be an object, is null"),
        (good | {"colour": 1}, f"{name}: unknown key 'colour'"),
        (good | {"format": "eventnet-guest/1"}, f"format must be 'eventnet-{kind}/1', is "),
        (good | {"format": []}, f"format must be 'eventnet-{kind}/1', is 'a list'"),
    ]
    for document, words in cases:
        (folder / kind).write_text(json.dumps(document))
        expected = words.replace("eventnet-setting", "eventnet-problem")
        assert expected in complaint(folder, COMMANDS[kind][0], capsys)
    (folder / kind).write_bytes(doubled(good))
    expected = f"{kind}: an entry has the key {next(iter(good))!r} twice"
    assert complaint(folder, COMMANDS[kind][0], capsys) == expected


def test_a_doubled_key_is_refused_by_the_id_of_its_entry(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(plain()).replace('"a": "ann", "b": "bob"', '"a": "ann", "a": "bob"', 1)
    (folder / "problem").write_text(text)
    expected = "problem: the entry with id 'ann-bob' has the key 'a' twice"
    assert complaint(folder, "solve problem -o out", capsys) == expected


@pytest.mark.parametrize(("path", "value", "words"), REFUSALS)
def test_a_refused_problem_ends_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str], path: str, value: object, words: str
) -> None:
    (folder / "problem").write_text(json.dumps(with_(path, value)))
    assert complaint(folder, "solve problem -o out", capsys).startswith(words)


INF, NAN = float("inf"), float("nan")
MEETING = {"pair": "ann-bob", "a": "ann", "b": "bob", "slot": "mon-1", "table": 1}
ENTRIES: list[tuple[str, object, str]] = [
    ("problem", with_("slack", NAN), "the problem: slack: must be finite"),
    ("problem", with_("weights", {"break": INF}), "weights: break: must be finite"),
    ("problem", with_("weights", None), "weights: must be an object, is null"),
    ("problem", with_("kept", None), "the problem: kept must be a list, is null"),
    ("problem", with_("pairs.0.affinity", -INF), "pair 'ann-bob': affinity: must be finite"),
    (
        "problem",
        with_("pairs.0.affinity", 1e308),
        "pair 'ann-bob': affinity must lie between 1e-100 and 1e+100",
    ),
    (
        "problem",
        with_("pairs.0.affinity", 1e-300),
        "pair 'ann-bob': affinity must lie between 1e-100 and 1e+100",
    ),
    (
        "problem",
        with_("pairs.0.slots", {"mon-1": 1e308}),
        "pair 'ann-bob': the affinity in slot 'mon-1' must lie between 1e-100 and 1e+100",
    ),
    (
        "problem",
        with_("weights", {"change": 1e300}),
        "weights: change must lie between 1e-100 and 1e+100, is 1e+300",
    ),
    (
        "problem",
        with_("break_spread", 10**400),
        "the problem: break_spread must lie between 0 and 2147483647, is 100000000000000000000000",
    ),
    (
        "problem",
        with_("slots.0.minutes", 0.5),
        "slot 'mon-1': minutes must be a whole number, is the number 0.5",
    ),
    ("plan", {"status": "good"}, "the plan: status must be one of optimal, feasible, infeasible"),
    ("plan", {"bound": NAN}, "the plan: bound: must be finite"),
    ("plan", {"objective": -INF}, "the plan: objective: must be finite"),
    ("plan", {"shortfall": 1.5}, "the plan: shortfall must be a whole number, is the number 1.5"),
    ("plan", {"conflict": [1]}, "the plan: conflict must be a list of texts"),
    ("plan", {"meetings": [3]}, "meeting 1: must be an object, is the number 3"),
    (
        "plan",
        {"meetings": [MEETING | {"table": 1.5}]},
        "meeting 1: table must be a whole number, is the number 1.5",
    ),
    (
        "plan",
        {"meetings": [MEETING | {"slot": 3}]},
        "meeting 1: slot must be a non-empty text, is the number 3",
    ),
    ("people", {"people": [PERSON, PERSON]}, "person 'p0': its id is used twice"),
    (
        "people",
        {"people": [PERSON | {"wants": ["eve"]}]},
        "person 'p0': wants names the unknown person 'eve'",
    ),
    (
        "people",
        {"people": [PERSON | {"seeks": {"x": NAN}}]},
        "person 'p0': seeks: 'x': must be finite",
    ),
    (
        "people",
        {"people": [PERSON | {"seeks": {"x": 2}}]},
        "person 'p0': seeks: the strength of 'x' must lie in (0, 1]",
    ),
    (
        "people",
        {"people": [PERSON | {"seeks": {"x": 1e-320}}]},
        "person 'p0': seeks: the strength of 'x' must be 1e-06 at least",
    ),
    ("people", {"meets": [["a"]]}, "meets: each entry must be a list of two roles"),
    ("people", {"people": [{"id": 1}]}, "person 1: id must be a non-empty text, is the number 1"),
    ("weights", {"want": NAN}, "the weights: want: must be finite"),
    ("weights", {"want": -1}, "the weights: want: must be 0 or more, is -1"),
    ("weights", {"want": 1e308}, "weights: want must lie between 0 and 1e+06, is 1e+308"),
    ("weights", {"open": 1e-320}, "weights: open must be 1e-06 at least, is 9.99989e-321"),
    ("weights", {"met": 2}, "weights: met must lie between 1e-06 and 1, is 2"),
    ("weights", {"open": None}, "the weights: open: must be a number, is null"),
    ("pairs", {"pairs": [PAIR | {"b": "ann"}]}, "pair 'x': pairs a person with themself"),
    ("pairs", {"pairs": [PAIR, PAIR]}, "pair 'x': its id is used twice"),
    ("pairs", {"pairs": [PAIR | {"affinity": NAN}]}, "pair 'x': affinity: must be finite"),
    ("pairs", {"pairs": [PAIR | {"b": "zoe"}]}, "pair 'x': b names the unknown person 'zoe'"),
    ("pairs", {"pairs": [PAIR | {"because": [3]}]}, "pair 'x': because: must be an object, is the"),
    ("setting", SETTING | {"pairs": [PAIR]}, "the setting: has pairs of its own"),
    ("setting", SETTING | {"slots": [3]}, "slot 1: must be an object, is the number 3"),
    ("setting", SETTING | {"slack": NAN}, "the problem: slack: must be finite"),
]


@pytest.mark.parametrize(("kind", "document", "words"), ENTRIES)
def test_an_entry_is_refused_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str, document: object, words: str
) -> None:
    (folder / kind).write_text(json.dumps(document))
    for command in COMMANDS[kind]:
        assert complaint(folder, command, capsys).startswith(words)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the outcomes: the first line must be a,b,value"),
        (b"a,b,value\n\xff,p1,1\n", "outcomes cannot be read: 'utf-8' codec can't decode"),
        (b"a,b,value\n" + b"x" * 200_000 + b",p1,1\n", "outcomes cannot be read: field larger"),
        (b'a,b,value\n"p0\nx",p1,1\n', "outcome 1: p0 x is no person of the file"),
        (b"a,b,value\np0,p1,1e400\n", "line 2: value must lie between 0 and 1, is 1e400"),
        (
            gzip.compress(b"a,b,value\n", mtime=0),
            "outcomes cannot be read: 'utf-8' codec can't decode",
        ),
    ],
)
def test_outcomes_are_refused_by_line(
    folder: Path, capsys: pytest.CaptureFixture[str], raw: bytes, words: str
) -> None:
    (folder / "outcomes").write_bytes(raw)
    assert complaint(folder, "learn people outcomes -o out", capsys).startswith(words)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("folder", "it is a folder"),
        ("missing/out.json", "missing is no folder"),
        ("problem/out.json", "problem is no folder"),
        ("x" * 300, "File name too long"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str], output: str, words: str
) -> None:
    (folder / "folder").mkdir()
    (folder / "problem").write_text("not even read")
    command = f"solve problem -o {folder / output}"
    assert complaint(folder, command, capsys) == f"{output} cannot be written: {words}"


def test_an_output_that_fills_up_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "/dev/full cannot be written: No space left on device"
    assert complaint(folder, "problem pairs setting -o /dev/full", capsys) == words


def test_a_reader_who_has_gone_is_no_traceback(folder: Path) -> None:
    command = [sys.executable, "-m", "matcher", "problem", "pairs", "setting", "-o", "-"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=folder, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == 2
    assert done.stderr == b"refused: standard output cannot be written: [Errno 32] Broken pipe\n"


def test_standard_input_is_called_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert complaint(folder, "solve - -o out", capsys).startswith("standard input is not JSON: ")


@pytest.mark.parametrize(
    "options",
    ["--seed -1", f"--seed {10**12}", "--workers 1000", "--time-limit nan", "--gap -1", "--work x"],
)
def test_an_option_out_of_range_is_refused(folder: Path, options: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder, f"solve problem -o out {options}")
    assert ended.value.code == 2
    assert (folder / "out").read_text() == PRECIOUS


MANY = 2**31 - 1
ODD: dict[str, dict[str, Any]] = {
    "nothing at all": {"slots": [], "people": [], "pairs": []},
    "no slots": {"slots": []},
    "no slots and a spread": {"slots": [], "break_spread": 0, "weights": {"break": 1}},
    "no people": {"people": [], "pairs": []},
    "no pairs": {"pairs": []},
    "one person": {"people": [{"id": "ann", "floor": 1}], "pairs": []},
    "no tables": {"slots": [slot(0, 0)]},
    "nobody may meet": {"people": [{"id": n, "max_meetings": 0} for n in "abcd"], "pairs": []},
    "endless counts": {
        "slots": [slot(0, MANY) | {"minutes": MANY}],
        "people": [
            {"id": name, "floor": MANY, "seats": MANY, "max_meetings": MANY}
            for name in ("ann", "bob", "cyd", "dan")
        ],
        "break_spread": MANY,
    },
    "huge and tiny affinities": {
        "pairs": [pair("x", "ann", "bob", 1e100), pair("y", "cyd", "dan", 1e-100)],
        "kept": [{"pair": "y", "slot": "mon-1"}],
        "weights": {"change": 1e100, "break": 1e-100},
    },
    "the first and the last day": {
        "slots": [
            slot(0) | {"start": "0001-01-01T00:00:00+14:00"},
            slot(1) | {"start": "9999-12-31T23:59:59-14:00"},
        ]
    },
    "ids of any kind": {
        "people": [{"id": "a\n\0"}, {"id": "🎉" * 500}],
        "pairs": [pair("\u202e", "a\n\0", "🎉" * 500)],
    },
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_problem_gets_an_answer_that_holds(folder: Path, name: str) -> None:
    document = plain() | ODD[name]
    (folder / "problem").write_text(json.dumps(document))
    assert run(folder, "solve problem -o out --time-limit 5 --workers 1") == 0
    plan = json.loads((folder / "out").read_text())
    assert faults(document, plan) == []
    assert plan["status"] == "optimal"
    for command in ("check problem out", "report problem out"):
        assert run(folder, command) == 0


def test_a_mandatory_pair_without_any_slot_is_infeasible_in_words(folder: Path) -> None:
    document = plain() | {"slots": [], "pairs": [pair("x", "ann", "bob", mandatory=True)]}
    (folder / "problem").write_text(json.dumps(document))
    assert run(folder, "solve problem -o out") == 3
    assert matcher.Plan.read(folder / "out").conflict == ("Pair x (ann and bob) is mandatory.",)


def test_a_hundred_thousand_pairs_of_one_person(folder: Path) -> None:
    many = 100_000
    document = {
        "slots": [slot(k) for k in range(5)],
        "people": [{"id": "hub"}, *({"id": f"p{k}"} for k in range(many))],
        "pairs": [pair(f"m{k}", "hub", f"p{k}", (k + 1) / many) for k in range(many)],
    }
    (folder / "problem").write_text(json.dumps(document))
    assert run(folder, "solve problem -o out --workers 1") == 0
    plan = json.loads((folder / "out").read_text())
    assert faults(document, plan) == []
    assert plan["status"] == "optimal"
    assert {meeting["pair"] for meeting in plan["meetings"]} == {
        f"m{many - k}" for k in range(1, 6)
    }
