"""The part on meetings: held of those planned, how one knows, no-shows and what was called off."""

from collections.abc import Mapping

from eventnet.afterwards.evidence import HELD, Evidence
from eventnet.afterwards.parts import Figure, Item, Part, Series
from eventnet.afterwards.small import LEAST, too_few
from eventnet.i18n import gettext as _
from eventnet.meetings.models import MeetingState

OFF = (MeetingState.CANCELLED, MeetingState.DECLINED, MeetingState.RELEASED)


def meetings_part(
    states: Mapping[MeetingState, int], known: Mapping[Evidence, int], people: int
) -> Part:
    """Say what became of all meetings; of what people answered nothing if there are few people."""
    title = _("Meetings")
    planned = sum(states.values())
    if not planned:
        nothing = _("No meeting was ever planned. Publish a plan, or let people ask each other.")
        return Part("meetings", title, nothing=nothing)
    over = sum(known.values())
    enough = people >= LEAST
    return Part(
        "meetings",
        title,
        figures=[
            Figure(
                _("Planned"),
                planned,
                _("All meetings that were ever planned or agreed, also those called off since."),
            ),
            *_called_off(states),
            Figure(
                _("Their time has passed"),
                over,
                _("Meetings that stood when their time came, also where one waited in vain."),
            ),
            Figure(_("Held"), _held(known) if enough else too_few(), _held_in_words()),
            Figure(
                _("Did not take place"), _missed(known) if enough else too_few(), _missed_words()
            ),
        ],
        series=[_how(known)] if over and enough else [],
        notes=[] if enough else [_few_people()],
    )


def _held(known: Mapping[Evidence, int]) -> int:
    return sum(known.get(one, 0) for one in HELD)


def _missed(known: Mapping[Evidence, int]) -> int:
    return known.get(Evidence.MISSED, 0)


def _held_in_words() -> str:
    return _(
        "Meetings of which at least one of the two says that they took place and the other does "
        "not say otherwise, and those of which neither said anything, but one was at the table."
    )


def _missed_words() -> str:
    return _(
        "No-shows: meetings of which somebody says, afterwards or at the time, that one of the two "
        "did not come, and nobody that they took place."
    )


def _few_people() -> str:
    return _(
        "Fewer than %(least)d people had a meeting, so nothing is said of what they answered.",
        least=LEAST,
    )


def _called_off(states: Mapping[MeetingState, int]) -> list[Figure]:
    words = {
        MeetingState.CANCELLED: (
            _("Called off"),
            _("Meetings that one of the two, an organizer or a later plan took back."),
        ),
        MeetingState.DECLINED: (
            _("Declined"),
            _("Planned meetings to which one of the two said no."),
        ),
        MeetingState.RELEASED: (
            _("Never answered"),
            _("Planned meetings that waited for a yes until it was too late."),
        ),
    }
    return [Figure(words[one][0], states.get(one, 0), words[one][1]) for one in OFF]


def _how(known: Mapping[Evidence, int]) -> Series:
    names = {
        Evidence.BOTH: _("Held: both said so"),
        Evidence.ONE: _("Held: one said so, the other nothing"),
        Evidence.SIGNS: _("Held: signs of the day, nobody said anything"),
        Evidence.DIFFER: _("Unclear: one says yes, one says no"),
        Evidence.MISSED: _("Not held: somebody did not come"),
        Evidence.SILENT: _("Unknown: nobody said anything"),
    }
    return Series(
        _("How one knows"),
        _("Meetings whose time has passed, by what is known of them; each is counted once."),
        [Item(name, known.get(one, 0)) for one, name in names.items()],
    )
