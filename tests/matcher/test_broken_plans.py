"""One broken plan for every rule of the checker, in files: `check` names what is wrong."""

import ast
import json
import re
from pathlib import Path

import pytest

from matcher.cli import main
from tests.matcher.judge import faults

ROOT = Path(__file__).parents[2]
BROKEN = Path(__file__).parent / "broken"

NAMED = {
    "unknown-pair": ["Meeting ann-zoe is of no pair of the problem."],
    "other-people": ["Meeting cyd-dan names cyd and eve, who are not its two."],
    "unknown-slot": ["Meeting cyd-dan is in the unknown slot wed-1."],
    "meetings-without-a-plan": ["A plan that is unknown has meetings."],
    "pair-placed-twice": ["Pair cyd-dan is placed 2 times."],
    "two-meet-twice-in-a-slot": ["fay and gus meet 2 times in slot tue-1."],
    "too-few-seats": ["eve has 3 meetings in slot mon-2 and 2 seats."],
    "unavailable": ["cyd is unavailable in slot tue-1."],
    "too-many-meetings": ["ann has 3 meetings and may have 2."],
    "table-not-needed": ["Meeting bob-eve has table 1 and needs none."],
    "no-table": ["Meeting cyd-dan has no table."],
    "no-such-table": ["Meeting cyd-dan is at table 3, which is not there."],
    "table-zero": ["Meeting cyd-dan is at table 0, which is not there."],
    "table-taken-twice": ["Table 1 has 2 meetings in slot mon-1."],
    "too-few-tables": [  # whoever has no table sits at one that is not there, or at a taken one
        "Meeting fay-gus is at table 2, which is not there.",
        "Slot mon-2 has 2 meetings at shared tables and 1 tables.",
    ],
    "mandatory-missing": ["The mandatory pair ann-bob is not placed."],
    "outside-its-slots": ["Pair cyd-dan may not be in slot mon-3."],
    "not-after": ["Pair dan-eve is not after pair ann-bob."],
    "not-strictly-after": ["Pair dan-eve is not after pair ann-bob."],
    "not-where-pinned": ["Pair bob-eve is not in slot mon-2, where it is pinned."],
    "breaks-too-far-apart": ["Breaks range from 0 to 1, and may differ by 0."],
    "wrong-affinity": ["The plan says affinity 4.5, and its meetings make 3.5."],
    "wrong-objective": ["The plan says objective 4.25, and its meetings make 3.25."],
    "wrong-shortfall": ["The plan says shortfall 1, and its meetings make 0."],
    "wrong-breaks": ["The plan says breaks 1, and its meetings make 0."],
    "wrong-changes": ["The plan says changes 2, and its meetings make 1."],
    "beyond-the-bound": ["The objective 3.25 lies beyond the bound 3."],
    "beyond-the-shortfall-bound": ["The shortfall 0 lies beyond its bound 1."],
}


@pytest.mark.parametrize("name", NAMED)
def test_check_names_what_is_broken(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check", str(BROKEN / "problem.json"), str(BROKEN / f"{name}.json")])
    assert (status, capsys.readouterr().out.splitlines()) == (1, NAMED[name])


def test_the_plan_that_was_broken_is_valid() -> None:
    problem, plan = str(BROKEN / "problem.json"), str(BROKEN / "valid.json")
    assert main(["check", problem, plan]) == 0


def test_every_sentence_of_the_checker_is_among_the_broken_plans() -> None:
    """A rule of the checker is a sentence that it can say; each must be heard."""
    tree = ast.parse((ROOT / "matcher" / "checker.py").read_text())
    sentences = [
        re.escape(_pattern(node)).replace("\0", ".+")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and _pattern(node).endswith(".")
    ]
    said = [line for lines in NAMED.values() for line in lines]
    silent = [one for one in sentences if not any(re.fullmatch(one, line) for line in said)]
    assert len(sentences) >= 20
    assert silent == []
    assert {path.stem for path in BROKEN.iterdir()} == {*NAMED, "problem", "valid"}


def _pattern(node: ast.JoinedStr) -> str:
    """Return a formatted text with \\0 for what is filled in."""
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "\0" for p in node.values)


@pytest.mark.parametrize(
    "name", ["valid", *sorted(NAMED.keys() - {"unknown-pair", "unknown-slot"})]
)
def test_the_judge_of_the_tests_agrees_where_names_exist(name: str) -> None:
    problem = json.loads((BROKEN / "problem.json").read_text())
    plan = {"seconds": 0, "seed": 0, **json.loads((BROKEN / f"{name}.json").read_text())}
    assert bool(faults(problem, plan)) == (name != "valid")


def test_the_checker_shares_no_module_with_the_solver() -> None:
    reached, left = set[str](), ["checker"]
    while left:
        module = left.pop()
        if module in reached:
            continue
        reached.add(module)
        for node in ast.walk(ast.parse((ROOT / "matcher" / f"{module}.py").read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                left += [node.module.split(".")[1]] if node.module.startswith("matcher.") else []
    data = {"fields", "files", "memory", "plan", "problem", "problem_file", "refusal", "validation"}
    assert reached == data | {"checker"}


def test_the_judge_of_the_tests_knows_nothing_of_the_engine() -> None:
    for name in ("judge", "brute"):
        source = (ROOT / "tests" / "matcher" / f"{name}.py").read_text()
        assert "import matcher" not in source
        assert "from matcher" not in source
