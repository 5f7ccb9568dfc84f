"""The figures of a report in sentences, the most important first."""

from collections.abc import Mapping
from typing import Any

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.matching.reports import FEW, in_steps

Report = Mapping[str, Any]


def percent(share: float) -> str:
    """Write a share as a percentage, rounded up, so that what it promises holds."""
    if share <= 0:
        return "0"
    hundredths = -int(-share * 10_000 // 1)
    return f"{max(hundredths, 1) / 100:g}"


def in_words(report: Report) -> list[str]:
    """Return what the organizer has to know, sentence by sentence."""
    sentences = [
        _(
            "%(served)d of %(people)d people who take part meet someone, in %(meetings)d meetings.",
            served=report["served"],
            people=report["people"],
            meetings=report["meetings"],
        ),
        few(report),
        ceiling(report["gap"]),
    ]
    if report["floor_people"]:
        sentences.append(floor(report))
    if in_steps(report["wishes"])["wanted"]:
        sentences.append(wishes(report))
    if report.get("walking", {}).get("before"):
        sentences.append(walking(report))
    if report.get("kept"):  # runs of older releases do not say
        sentences.append(stay(report))
    if report.get("seats_wished"):  # runs of older releases know of none
        sentences.append(seats(report))
    if report.get("pins", {}).get("asked"):
        sentences.append(pins(report))
    if report.get("moved_by_hand"):
        sentences.append(moved(report))
    return sentences


def stay(report: Report) -> str:
    """Say how much of what people have already stays where it is."""
    return ngettext(
        "%(stay)d of the %(num)d meeting that people have already stays where it is.",
        "%(stay)d of the %(num)d meetings that people have already stay where they are.",
        report["kept"],
        stay=report["stay"],
    )


def pins(report: Report) -> str:
    """Say how many pins are kept. Why one is not is never told: somebody may say no in silence."""
    return ngettext(
        "%(kept)d of %(num)d pin is kept.",
        "%(kept)d of %(num)d pins are kept.",
        report["pins"]["asked"],
        kept=report["pins"]["kept"],
    )


def moved(report: Report) -> str:
    """Say how many meetings organizers changed by hand."""
    return ngettext(
        "%(num)d meeting was moved or taken out by hand.",
        "%(num)d meetings were moved or taken out by hand.",
        report["moved_by_hand"],
    )


def ended(report: Report, seconds: float) -> str:
    """Say what ended the run; runs of older releases do not know."""
    return {
        "proven": _("It ended because nothing better can exist."),
        "near": _("It ended because it was near enough to the ceiling."),
        "time": ngettext(
            "It ended because its %(num)d second was over.",
            "It ended because its %(num)d seconds were over.",
            int(seconds),
        ),
        "asked": _("It ended because somebody stopped it."),
    }.get(report.get("ended", ""), "")


def seats(report: Report) -> str:
    """Say how many of those who wish for a seat at a round table get one."""
    return ngettext(
        "%(seats)d of %(num)d wish for a seat at a round table is met.",
        "%(seats)d of %(num)d wishes for a seat at a round table are met.",
        report["seats_wished"],
        seats=report["seats"],
    )


def few(report: Report) -> str:
    """Say how many have few meetings."""
    if report["few"] == 0:
        return _("Everybody who takes part has %(few)d meetings or more.", few=FEW)
    return ngettext(
        "%(num)d person has fewer than %(few)d meetings.",
        "%(num)d people have fewer than %(few)d meetings.",
        report["few"],
        few=FEW,
    )


def ceiling(gap: float | None) -> str:
    """Say how much better any schedule could be."""
    if gap is None:
        return _("How much better a schedule could be is not known.")
    if gap <= 1e-6:
        return _("No schedule can be better.")
    return _("No schedule can be more than %(percent)s %% better.", percent=percent(gap))


def floor(report: Report) -> str:
    """Say how many reach their floor, and whether more could."""
    reached = _(
        "%(met)d of %(people)d people get as many meetings as their role should at least.",
        met=report["floor_met"],
        people=report["floor_people"],
    )
    if report["shortfall"] <= report["shortfall_bound"] and report["shortfall"]:
        return f"{reached} {_('No schedule misses fewer meetings to the floors than this one.')}"
    return reached


def wishes(report: Report) -> str:
    """Say how many wishes are met."""
    counted = in_steps(report["wishes"])  # reports of older releases know them to the last one
    sentence = _(
        "Of %(wanted)d wishes %(met)s are met, to the nearest five.",
        met=counted["met"] or _("fewer than three"),
        wanted=counted["wanted"],
    )
    if counted["mutual"]:
        sentence += " " + _(
            "About %(num)d pairs want to meet each other; of them %(met)s do.",
            num=counted["mutual"],
            met=counted["mutual_met"] or _("fewer than three"),
        )
    return sentence


def walking(report: Report) -> str:
    """Say how much people walk from one meeting to the next, and how much that is saved."""
    before, after = report["walking"]["before"], report["walking"]["after"]
    saved = round(100 * (before - after) / before)
    if saved < 1:
        return ngettext(
            "From one meeting to the next people walk past %(num)d table in all.",
            "From one meeting to the next people walk past %(num)d tables in all.",
            after,
        )
    return ngettext(
        "From one meeting to the next people walk past %(num)d table in all: %(saved)d %% less "
        "than if each meeting took the first table that is free.",
        "From one meeting to the next people walk past %(num)d tables in all: %(saved)d %% less "
        "than if each meeting took the first table that is free.",
        after,
        saved=saved,
    )


def why(worst: Mapping[str, Any]) -> str:
    """Say why somebody is badly off, from what the report noted of them."""
    return {
        "no_slots": _("Cannot come in any slot."),
        "no_limit": _("Wants no more meetings than they have."),
        "no_candidates": _("There is nobody whom they may meet."),
        "limit": ngettext(
            "Has the %(num)d meeting that they or their role allow.",
            "Has the %(num)d meetings that they or their role allow.",
            worst["limit"] or 0,
        ),
        "slots": ngettext(
            "Is there in %(num)d slot only, and it is taken.",
            "Is there in %(num)d slots only, and all are taken.",
            worst["slots"],
        ),
        "few_candidates": ngettext(
            "There is only %(num)d person whom they could meet.",
            "There are only %(num)d people whom they could meet.",
            worst["candidates"],
        ),
        "few_slots": ngettext(
            "Is there in %(num)d slot only.",
            "Is there in %(num)d slots only.",
            worst["slots"],
        ),
        "wanted_elsewhere": ngettext(
            "The %(num)d person whom they could meet is with others who fit still better.",
            "The %(num)d people whom they could meet are with others who fit still better.",
            worst["candidates"],
        ),
    }[worst["why"]]
