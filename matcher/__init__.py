"""The engine: profiles in, affinities out; affinities in, a schedule with a proven bound out."""

from matcher.affinities import Weights, affinity, learn
from matcher.bounds import bound
from matcher.checker import check
from matcher.explain import Change, Explainer, Explanation, explain
from matcher.outcomes import Outcome, read_outcomes
from matcher.pairs import Because, Pair, Pairs
from matcher.people import People, Person
from matcher.plan import Meeting, Plan
from matcher.problem import NO_LIMIT, Candidates, Kept, Problem, Roster, Slots
from matcher.recount import recount
from matcher.refusal import Refused
from matcher.rematch import rematch, without
from matcher.reports import Report, report
from matcher.solver import solve

__all__ = [
    "NO_LIMIT",
    "Because",
    "Candidates",
    "Change",
    "Explainer",
    "Explanation",
    "Kept",
    "Meeting",
    "Outcome",
    "Pair",
    "Pairs",
    "People",
    "Person",
    "Plan",
    "Problem",
    "Refused",
    "Report",
    "Roster",
    "Slots",
    "Weights",
    "affinity",
    "bound",
    "check",
    "explain",
    "learn",
    "read_outcomes",
    "recount",
    "rematch",
    "report",
    "solve",
    "without",
]
