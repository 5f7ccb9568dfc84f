"""Routes of asks."""

from typing import Any

from eventnet.asks import counting, knowing, leaving, speaking
from eventnet.asks.views import asking, choice, one, overview, stewards
from eventnet.communities.policies import member, steward
from eventnet.routing import Page

COUNTS = (counting,)  # imported so that the navigation knows them
JOBS = (knowing, leaving, speaking)  # imported so that they hang on to their lists

HERE = "/c/{community}/asks"
ONE = f"{HERE}/{{ask}}"
ANSWER = f"{ONE}/answers/{{answer}}"

pages: list[Page[Any]] = [
    Page("GET", HERE, overview.asks, "asks", member),
    Page("POST", HERE, asking.send, "asks-send", member),
    Page("GET", f"{HERE}/new", asking.new, "asks-new", member),
    Page("POST", f"{HERE}/new", asking.look, "asks-look", member),
    Page("GET", f"{HERE}/open", overview.open_to_all, "asks-open", member),
    Page("GET", f"{HERE}/knows", overview.knows, "asks-knows", member),
    Page("GET", f"{HERE}/choice", choice.show, "asks-choice", member),
    Page("POST", f"{HERE}/choice", choice.choose, "asks-choose", member),
    Page("POST", f"{HERE}/helped/{{topic}}", choice.switch, "asks-helped", member),
    Page("GET", f"{HERE}/figures", stewards.show, "asks-figures", steward),
    Page("GET", ONE, one.show, "asks-one", member),
    Page("POST", f"{ONE}/answer", one.answer, "asks-answer", member),
    Page("POST", f"{ONE}/pass", one.pass_on, "asks-pass", member),
    Page("POST", f"{ONE}/suggest", one.suggest, "asks-suggest", member),
    Page("POST", f"{ONE}/further", one.go_on, "asks-further", member),
    Page("POST", f"{ONE}/show", one.show_to_all, "asks-show", member),
    Page("POST", f"{ONE}/close", one.close, "asks-close", member),
    Page("POST", f"{ONE}/take-back", one.take_back, "asks-take-back", member),
    Page("POST", f"{ANSWER}/thank", one.thank, "asks-thank", member),
    Page("POST", f"{ANSWER}/helped", one.accept, "asks-accept", member),
    Page("POST", f"{ANSWER}/line", one.add_line, "asks-line", member),
]
