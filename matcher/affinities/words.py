"""Texts as bags of telling words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’.+#-]?[^\W_]+)*[+#]*")

_FUNCTION_WORDS = frozenset(
    """
    a about above across after again all almost also always am among an and any are around as at
    be became because been before being between both but by came can could did do does doing done
    down during each either else ever every few first for from further get gets give had has have
    having he her here hers him his how however i if in into is it its itself just keen know last
    later least less like lot made make makes making many me more most much must my myself near
    never new no nor not now of off often on once one only or other our ours out over own per
    please quite rather really s same see she should since so some soon still such t than that the
    their theirs them then there these they this those through till to together too under until up
    upon us use used using very via was way we well went were what when where whether which while
    who whom whose why will with within without would year years yet you your yours
    actually anybody anyone anything ask asked asking asks bad best better big bring brings call
    called come comes coming day days everybody everyone everything find finding finds found
    give gives giving good great help helped helping helps hour hours learn learned learning let
    life little long longer look looked looking looks lots mean means meet meeting meets month
    months need needed needs nobody nothing old part people person place places put right run
    running runs say saying says see seen show shown shows small somebody someone something start
    started take takes taking talk talking tell ten thing things think thinks three time times
    took tried try trying turn turned turns two want wanted wants week weeks whether word words
    work worked working works world write writes writing wrote
    aus bei das dem den der des die ein eine einen einer es für im ist mit nicht oder sich sie sind
    und uns von wir zu zum zur au aux avec ce ces dans de des du elle en est et il ils la le les
    leur mais nous ou par pas pour que qui sa se ses son sont sur un une vous al como con del el
    ella entre era es esta este ha los las más muy para pero por sin su sus también una uno y
    che da dei della di e gli ho i il in la le lo nel non per più sono una het een van voor met op
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each telling word occurs, in lower case; function words are left out."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(word for word in _WORD.findall(text.casefold()) if len(word) > 2)
    for word in _FUNCTION_WORDS & found.keys():
        del found[word]
    return found


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return word → what its singular and plural share (Harman's S-stemmer, JASIS 1991).

    It is made for English and touches only a final s, so that it does no harm elsewhere.
    """
    return {word: _stem(word) for word in words}


def shortest_forms(stems: Mapping[str, str]) -> dict[str, str]:
    """Return stem → the shortest of its words, the first of those by the alphabet."""
    forms: dict[str, str] = {}
    for word in sorted(stems, key=lambda word: (len(word), word)):
        forms.setdefault(stems[word], word)
    return forms


def _stem(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("us", "ss", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("aies", "eies")):
        return word[:-3] + "y"
    return word[:-1]
