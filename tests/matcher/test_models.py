"""Models of words: texts without a common word can be alike in meaning, and it is said why."""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

import matcher
from matcher import Weights
from matcher.cli import main

VECTORS = {
    "photovoltaics": [1.0, 0.1, 0.0],
    "solar": [0.9, 0.2, 0.0],
    "panels": [0.8, 0.0, 0.1],
    "chess": [0.0, 0.1, 1.0],
    "poker": [0.1, 0.0, 0.9],
}
PEOPLE = {
    "people": [
        {"id": "ann", "texts": ["Photovoltaics since 2010."]},
        {"id": "bob", "texts": ["Solar panels."]},
        {"id": "cay", "texts": ["Chess"]},
        {"id": "dan", "texts": ["poker"]},
        {"id": "eve"},
    ]
}


def a_text(path: Path, header: str = "") -> Path:
    lines = [f"{word.title()} {' '.join(map(str, row))}" for word, row in VECTORS.items()]
    path.write_text(header + "\n".join([*lines, ""]))
    return path


def a_zipped_text(path: Path) -> Path:
    plain = a_text(path.with_suffix(".txt"))
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


def a_folder(path: Path) -> Path:
    words = ["[UNK]", *VECTORS]
    tokenizer = Tokenizer(WordLevel({word: k for k, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    rows = [[0.0, 0.0, 0.0], *VECTORS.values()]
    StaticModel(np.array(rows, np.float32), tokenizer).save_pretrained(path)
    return path


def worth(pairs: matcher.Pairs) -> dict[str, float]:
    return {pair.id: pair.affinity for pair in pairs}


@pytest.mark.parametrize("kind", ["text", "counted", "zipped", "folder"])
def test_texts_without_a_common_word_are_alike_in_meaning(tmp_path: Path, kind: str) -> None:
    people = matcher.People.from_json(PEOPLE)
    place = tmp_path / "model"
    model = {
        "text": lambda: a_text(place),
        "counted": lambda: a_text(place, f"{len(VECTORS)} 3\n"),
        "zipped": lambda: a_zipped_text(place),
        "folder": lambda: a_folder(place),
    }[kind]()
    without = worth(matcher.affinity(people, 0))
    assert without["ann|bob"] == without["ann|cay"]
    pairs = matcher.affinity(people, 0, because=True, model=model)
    found = worth(pairs)
    assert found["ann|bob"] > 5 * found["ann|cay"]
    assert found["cay|dan"] > 5 * found["bob|cay"]
    assert found["ann|eve"] == without["ann|eve"]
    why = next(pair.because for pair in pairs if pair.id == "ann|bob")
    assert [(one.signal, sorted(one.detail)) for one in why] == [
        ("meaning", ["panels", "photovoltaics", "solar"])
    ]


def test_what_is_near_in_meaning_is_among_the_candidates(tmp_path: Path) -> None:
    crowd = [{"id": f"x{k}", "texts": ["chess"]} for k in range(40)]
    both = [{"id": "ann", "texts": ["photovoltaics"]}, {"id": "bob", "texts": ["solar panels"]}]
    people = matcher.People.from_json({"people": crowd + both})
    model = a_text(tmp_path / "words.txt")
    for top in (1, 3):
        assert worth(matcher.affinity(people, top, model=model))["ann|bob"] > 0.4


def test_the_weight_of_meaning_is_read_and_zero_switches_it_off(tmp_path: Path) -> None:
    people, model = matcher.People.from_json(PEOPLE), a_text(tmp_path / "words.txt")
    more = worth(matcher.affinity(people, 0, Weights(meaning=3.0), model=model))
    assert more["ann|bob"] > worth(matcher.affinity(people, 0, model=model))["ann|bob"]
    none = matcher.affinity(people, weights=Weights(meaning=0.0), model=model)
    assert worth(none) == worth(matcher.affinity(people))


def test_weights_without_meaning_are_still_read() -> None:
    document = Weights(text=0.7).to_json()
    del document["meaning"]
    assert Weights.from_json(document) == Weights(text=0.7)


def test_commands_take_a_model(tmp_path: Path) -> None:
    files = {name: str(tmp_path / name) for name in ("people.json", "pairs.json", "weights.json")}
    Path(files["people.json"]).write_text(json.dumps(PEOPLE))
    model = str(a_text(tmp_path / "words.txt"))
    assert (
        main(["affinity", files["people.json"], "-o", files["pairs.json"], "--model", model]) == 0
    )
    people = matcher.People.from_json(PEOPLE)
    assert matcher.Pairs.read(files["pairs.json"]) == matcher.affinity(people, model=model)
    outcomes = tmp_path / "outcomes.csv"
    alike = [("ann", "bob", 0.9), ("cay", "dan", 0.9), ("ann", "cay", 0.0), ("bob", "dan", 0.0)]
    rows = [f"{a},{b},{value}" for a, b, value in alike for _ in range(20)]
    outcomes.write_text("\n".join(["a,b,value", *rows, ""]))
    learn = ["learn", files["people.json"], str(outcomes), "-o", files["weights.json"]]
    assert main([*learn, "--model", model]) == 0
    assert Weights.read(files["weights.json"]).meaning > 1.2 * Weights().meaning
    assert main(learn) == 0
    assert Weights.read(files["weights.json"]).meaning == Weights().meaning


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "has no word vectors"),
        (b"3 2\n", "has no word vectors"),
        (b"solar 1 2\nwind 1\n", "line 2 has 1 numbers, not 2"),
        (b"solar 1 x\n", "line 1 holds what is no number"),
        (b"solar 1 nan\n", "line 1 holds a number that is not finite"),
        (b"\xff\xfe\x00", "is neither a text of word vectors nor a folder"),
        (b"\x1f\x8b\x00", "cannot be read"),
    ],
)
def test_what_is_no_model_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    people, model, target = (tmp_path / name for name in ("people.json", "model", "pairs.json"))
    people.write_text(json.dumps(PEOPLE))
    if content is not None:
        model.write_bytes(content)
    assert main(["affinity", str(people), "-o", str(target), "--model", str(model)]) == 2
    assert words in capsys.readouterr().err
    assert not target.exists()


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    people = matcher.People.from_json(PEOPLE)
    with pytest.raises(matcher.Refused, match=r"has no config\.json"):
        matcher.affinity(people, model=tmp_path)
    folder = a_folder(tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(matcher.Refused, match="cannot be read"):
        matcher.affinity(people, model=folder)


def test_a_folder_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "model")
    monkeypatch.setitem(sys.modules, "model2vec", None)
    with pytest.raises(matcher.Refused, match=r"pip install eventnet\[meaning\]"):
        matcher.affinity(matcher.People.from_json(PEOPLE), model=folder)
