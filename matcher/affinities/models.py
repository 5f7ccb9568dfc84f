"""Words as dense vectors, from a local file or folder. Nothing is ever fetched.

Two kinds are read. A text file has a line `word v1 v2 …` for each word, as GloVe, word2vec and
fastText write them, with or without a first line of two counts, plain or gzipped; it needs no
library. A folder that model2vec saved (`tokenizer.json`, `model.safetensors`) needs the library
of that name. Both give a word the same vector wherever it stands: on 100,000
profiles that takes seconds without an accelerator, where a model that reads whole sentences
takes an hour.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from matcher.affinities.nearest import Singles
from matcher.fields import fail
from matcher.refusal import Refused

_FILES = ("config.json", "tokenizer.json", "model.safetensors")


def word_vectors(path: str | Path, words: Sequence[str]) -> Singles:
    """Return (w, d) float32, a row of zeros for each word that the model doesn't know.

    Raises
    ------
    Refused: there is no model at `path`, or it is none of the two kinds.
    """
    place = Path(path)
    if place.is_dir():
        return _from_folder(place, words)
    try:
        raw = place.read_bytes()[:2]
        opened = gzip.open if raw == b"\x1f\x8b" else open
        with opened(place, "rt", encoding="utf-8", newline="\n") as lines:
            return _from_lines(str(path), lines, words)
    except (OSError, EOFError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise Refused(f"the model {path} cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise fail(f"the model {path}", "is neither a text of word vectors nor a folder") from error


def _from_lines(name: str, lines: Iterable[str], words: Sequence[str]) -> Singles:
    wanted = {word: row for row, word in enumerate(words)}
    found: dict[int, Singles] = {}
    width = 0
    for number, word, values in _entries(lines):
        if width and len(values) != width:
            raise fail(f"the model {name}", f"line {number} has {len(values)} numbers, not {width}")
        width = len(values)
        row = wanted.get(word)
        if row is None or row in found:
            continue
        try:
            found[row] = np.array(values, np.float32)
        except ValueError:
            raise fail(f"the model {name}", f"line {number} holds what is no number") from None
        if not np.isfinite(found[row]).all():
            raise fail(f"the model {name}", f"line {number} holds a number that is not finite")
    if not width:
        raise fail(f"the model {name}", "has no word vectors")
    vectors = np.zeros((len(words), width), np.float32)
    for row, vector in found.items():
        vectors[row] = vector
    return vectors


def _entries(lines: Iterable[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield line number, word in lower case, and its numbers; without the line of counts."""
    for number, line in enumerate(lines, 1):
        word, *values = line.split() or [""]
        if values and not (number == 1 and len(values) == 1):
            yield number, word.casefold(), values


def _from_folder(folder: Path, words: Sequence[str]) -> Singles:
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise fail(f"the model {folder}", f"has no {missing[0]}")
    try:
        from model2vec import StaticModel  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise fail(
            f"the model {folder}", "needs the library model2vec: pip install eventnet[meaning]"
        ) from None
    try:
        model = StaticModel.from_pretrained(folder, normalize=False)
        vectors = model.encode(list(words), use_multiprocessing=False, show_progress_bar=False)
    except Exception as error:  # the library's own, and those of the two it stands on
        raise fail(f"the model {folder}", f"cannot be read: {error}") from error
    return np.nan_to_num(np.asarray(vectors, np.float32).reshape(len(words), -1))
