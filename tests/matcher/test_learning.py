"""Weights learned from outcomes: they predict people they have not seen, and say how well."""

from pathlib import Path
from random import Random

import pytest

import matcher
from matcher import Outcome, Weights
from matcher.cli import main

TAGS = [f"tag{k}" for k in range(25)]
WORDS = [f"word{k}" for k in range(60)]


def a_crowd(size: int, seed: int = 1) -> matcher.People:
    """Return people with every kind of signal."""
    chance = Random(seed)

    def some(words: list[str], most: int) -> list[str]:
        return chance.sample(words, chance.randint(1, most))

    ids = [f"p{k}" for k in range(size)]
    return matcher.People.from_json(
        {
            "people": [
                {
                    "id": name,
                    "interests": some(TAGS, 5),
                    "seeks": some(TAGS, 4),
                    "offers": some(TAGS, 4),
                    "texts": [" ".join(some(WORDS, 12))],
                    "wants": chance.sample([key for key in ids if key != name], 3),
                }
                for name in ids
            ]
        }
    )


def told(people: matcher.People, truth: Weights, count: int, noise: float) -> list[Outcome]:
    """Return how meetings go in a world where these weights are true."""
    chance = Random(2)
    pairs = list(matcher.affinity(people, 0, truth))
    found = []
    for pair in chance.sample(pairs, min(count, len(pairs))):
        for a, b, worth in ((pair.a, pair.b, pair.a_to_b), (pair.b, pair.a, pair.b_to_a)):
            value = min(1.0, max(0.0, worth + chance.gauss(0, noise)))
            found.append(Outcome(a, b, value))
    return found


def test_true_weights_are_found_again() -> None:
    people = a_crowd(120)
    truth = Weights(interests=0.2, text=0.1, seek=6.0, offer=0.3, want=0.5, open=0.2)
    learned = matcher.learn(people, told(people, truth, 2000, 0.05))
    assert learned.seek == pytest.approx(truth.seek, rel=0.15)
    assert learned.interests < 0.6
    assert learned.want == pytest.approx(truth.want, abs=0.15)
    assert learned.open == pytest.approx(truth.open, abs=0.05)
    quality = learned.quality
    assert quality["outcomes"] == 4000
    assert quality["held_out"]["error"] < quality["before"]["error"]
    assert quality["held_out"]["ranking"] > quality["before"]["ranking"] > 0.5
    assert quality["held_out"]["calibration_error"] < 0.02
    assert sum(part["outcomes"] for part in quality["held_out"]["calibration"]) == 4000


def test_noise_teaches_nothing_and_is_said_to_rank_by_chance() -> None:
    people, chance = a_crowd(60), Random(3)
    ids = [person.id for person in people.people]
    pairs = [chance.sample(ids, 2) for _ in range(600)]
    outcomes = [Outcome(a, b, chance.random()) for a, b in pairs]
    quality = matcher.learn(people, outcomes).quality
    assert quality["held_out"]["ranking"] == pytest.approx(0.5, abs=0.08)
    assert quality["held_out"]["error"] == pytest.approx(
        quality["held_out"]["error_of_mean"], rel=0.05
    )


def test_who_met_before_may_count_for_less() -> None:
    people = a_crowd(80)
    ids = [person.id for person in people.people]
    met = [
        {**person.to_json(), "met": [ids[(k + 1) % 80], ids[(k + 2) % 80]]}
        for k, person in enumerate(people.people)
    ]
    again = matcher.People.from_json({"people": met})
    outcomes = [
        Outcome(a, ids[(k + step) % 80], 0.2 if step < 3 else 0.8)
        for k, a in enumerate(ids)
        for step in (1, 2, 5, 9, 13)
    ]
    assert matcher.learn(again, outcomes).met < 0.4


def test_few_outcomes_change_nothing_and_it_is_said() -> None:
    people = a_crowd(10)
    learned = matcher.learn(people, [Outcome("p0", "p1", 1.0)])
    assert (learned.seek, learned.text) == (Weights().seek, Weights().text)
    assert "too few" in learned.quality["note"]
    assert matcher.learn(people, []).quality["outcomes"] == 0


def test_the_command_writes_weights_that_affinity_reads(tmp_path: Path) -> None:
    people = a_crowd(40)
    files = {name: str(tmp_path / name) for name in ("people.json", "weights.json", "pairs.json")}
    people.write(files["people.json"])
    outcomes = tmp_path / "outcomes.csv"
    lines = [f"{one.a},{one.b},{one.value:.3f}" for one in told(people, Weights(), 200, 0.1)]
    outcomes.write_text("\n".join(["a,b,value", *lines, ""]))
    learn = ["learn", files["people.json"], str(outcomes), "-o", files["weights.json"]]
    assert main(learn) == 0
    weights = Weights.read(files["weights.json"])
    assert weights.quality["held_out"]["ranking"] > 0.5
    affinity = ["affinity", files["people.json"], "-o", files["pairs.json"]]
    assert main([*affinity, "--weights", files["weights.json"]]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a,b,value"),
        ("a,b\n", "a,b,value"),
        ("a,b,value\np0,p1\n", "line 2: has 2 fields"),
        ("a,b,value\np0,p1,good\n", "value must be a number"),
        ("a,b,value\np0,p1,nan\n", "between 0 and 1"),
        ("a,b,value\np0,p1,1.5\n", "between 0 and 1"),
        ("a,b,value\np0,p0,1\n", "cannot meet themself"),
        ("a,b,value\np0,eve,1\n", "eve is no person"),
        ('a,b,value\n"p0,p1,1\n', "cannot be read"),
    ],
)
def test_bad_outcomes_are_refused_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    people, outcomes = tmp_path / "people.json", tmp_path / "outcomes.csv"
    a_crowd(4).write(str(people))
    outcomes.write_text(text)
    target = tmp_path / "weights.json"
    assert main(["learn", str(people), str(outcomes), "-o", str(target)]) == 2
    assert words in capsys.readouterr().err
    assert not target.exists()


def test_the_lead_tells_what_is_surely_better_from_chance() -> None:
    people, chance = a_crowd(100), Random(5)
    truth = Weights(interests=0.2, text=0.1, seek=6.0, offer=0.3, want=0.5, open=0.2)
    assert matcher.learn(people, told(people, truth, 300, 0.1)).quality["lead"] > 4
    leads = []
    for _ in range(10):
        names = [(f"p{chance.randrange(50)}", f"p{50 + chance.randrange(50)}") for _ in range(200)]
        outcomes = [Outcome(a, b, chance.random()) for a, b in names]
        leads.append(matcher.learn(people, outcomes).quality["lead"])
    assert max(leads) < 2.33
    assert min(leads) < 0


def test_each_tenth_says_how_many_people_are_in_it() -> None:
    people = a_crowd(40)
    learned = matcher.learn(people, told(people, Weights(), 200, 0.1))
    for part in learned.quality["held_out"]["calibration"]:
        assert 1 < part["people"] <= min(40, part["outcomes"])
