"""What stands in the way of a change by hand, and what it costs, in words."""

from collections.abc import Mapping

from eventnet.drafts.planning import Clash, Cost, Look
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext

Names = Mapping[str, str]


def clash_words(clash: Clash, names: Names) -> str:
    """Say what stands in the way. Why somebody cannot come is nobody's to know, nor who of two."""
    name = names.get(clash.person or "", "?")
    if clash.kind == "away":
        return _("They can’t then.")
    if clash.kind == "full":
        return _("Every table is taken then.")
    if clash.kind == "limit":
        return _("%(name)s has as many meetings as they may have.", name=name)
    if clash.meeting is None:
        return _("%(name)s sits at a round table then.", name=name)
    two = {clash.meeting.a, clash.meeting.b} - {clash.person}
    other = names.get(next(iter(two)), "?")
    return _("%(name)s meets %(other)s then.", name=name, other=other)


def look_words(look: Look, names: Names) -> list[str]:
    """Say what a change would come to: what stands in the way, or what it costs."""
    if look.clashes:
        return list(dict.fromkeys(clash_words(clash, names) for clash in look.clashes))
    return cost_words(look.cost, names)


def cost_words(cost: Cost, names: Names) -> list[str]:
    """Say what a change costs, and whom."""
    sentences = [worth_words(cost.share)]
    for person, meetings, floor in cost.short:
        sentences.append(
            ngettext(
                "%(name)s would have %(num)d meeting, and should have %(floor)d at least.",
                "%(name)s would have %(num)d meetings, and should have %(floor)d at least.",
                meetings,
                name=names.get(person, "?"),
                floor=floor,
            )
        )
    for person, row in cost.breathless:
        sentences.append(
            ngettext(
                "%(name)s would have %(num)d meeting in a row, without a break.",
                "%(name)s would have %(num)d meetings in a row, without a break.",
                row,
                name=names.get(person, "?"),
            )
        )
    return sentences


def worth_words(share: float) -> str:
    """Say what a change does to the worth of the whole schedule."""
    hundredths = round(abs(share) * 10_000)
    if abs(share) < 1e-9:
        return _("The schedule is worth as much as before.")
    percent = f"{hundredths / 100:g}" if hundredths else _("less than 0.01")
    if share < 0:
        return _("The schedule is worth %(percent)s %% more.", percent=percent)
    return _("The schedule is worth %(percent)s %% less.", percent=percent)
