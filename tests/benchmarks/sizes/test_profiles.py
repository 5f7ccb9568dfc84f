"""Profiles and setting: documents that the engine reads, the same for the same seed."""

from pathlib import Path

import matcher
from benchmarks.sizes.profiles import BIO_WORDS, write_people, write_setting
from matcher.files import read_document
from matcher.settings import problem_of


def test_profiles_and_setting_make_a_problem(tmp_path: Path) -> None:
    write_people(tmp_path / "people.json", 30, 0)
    write_setting(tmp_path / "setting.json", 30, 0)
    people = matcher.People.read(tmp_path / "people.json")
    assert {len(person.texts[0].split()) for person in people.people} == {BIO_WORDS}
    pairs = matcher.affinity(people, top=5)
    problem = problem_of(pairs, read_document(tmp_path / "setting.json"))
    assert len(problem.pairs) == len(pairs) > 0
    assert (len(problem.people), len(problem.slots)) == (30, 12)


def test_profiles_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_people(tmp_path / name, 20, seed)
    texts = [(tmp_path / name).read_text() for name in "abc"]
    assert texts[0] == texts[1] != texts[2]
