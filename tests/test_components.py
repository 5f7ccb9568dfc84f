"""The parts that pages are made of, rendered as pages render them."""

import re
from types import SimpleNamespace
from typing import Any

from eventnet.forms import Form
from eventnet.templating import environment
from tests.browser import text_of


def render(source: str, **context: object) -> str:
    return environment().from_string(source).render(context)


def forms(call: str, form: Form[Any]) -> str:
    return render('{% import "components/forms.html" as f %}{{ f.' + call + " }}", form=form)


def test_a_wrong_field_keeps_what_was_typed_and_points_at_its_words() -> None:
    form: Form[Any] = Form(
        {"name": ['"><b>Ada']}, {"name": "Name has 301 characters; shorten it to 300"}
    )
    page = forms('field(form, "name", "Name", hint="As on your badge", max_length=300)', form)
    assert 'value="&#34;&gt;&lt;b&gt;Ada"' in page
    assert 'aria-invalid="true"' in page
    assert 'maxlength="300"' in page
    described = re.search(r'aria-describedby="([^"]+)"', page)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in page


def test_the_summary_names_and_links_every_wrong_field_as_the_page_has_them() -> None:
    form: Form[Any] = Form(
        errors={
            "consent": "Choose one.",
            "name": "Fill this in.",
            "": "Changed since.",
            "pair": "?",
        }
    )
    page = forms('field(form, "name", "Name")', form)
    page += forms('choices(form, "consent", "Meetings?", [("ask", "Ask me", "First")])', form)
    summary = forms("error_summary(form)", form)
    assert "4 things to put right" in summary
    assert re.findall(r"<li>(.*?)</li>", summary) == [
        "Changed since.",
        '<a href="#pair">?</a>',
        '<a href="#name">Name – Fill this in.</a>',
        '<a href="#consent">Meetings? – Choose one.</a>',
    ]
    assert 'id="consent"' in page  # the link lands on the first choice


def test_a_form_without_faults_has_no_summary() -> None:
    assert forms("error_summary(form)", Form()).strip() == ""


def test_a_password_is_never_sent_back() -> None:
    form: Form[Any] = Form({"secret": ["hunter2"]})
    assert "hunter2" not in forms('field(form, "secret", "Secret", type="password")', form)


def test_tags_are_one_field_of_words_with_commas() -> None:
    form: Form[Any] = Form({"seeks": ["pumps", "dikes"]})
    assert 'value="pumps, dikes"' in forms('tags(form, "seeks", "What you look for")', form)


def test_a_face_without_photo_shows_initials_whatever_the_name() -> None:
    names = {
        "Ada": "A",
        "Amélie Okonkwo-Reyes": "AO",
        "": "?",
        "  ": "?",
        "ليلى حداد": "لح",
        "\u200f👩 Ada 🌍": "A",
    }
    source = '{% from "components/people.html" import face %}{{ face(person) }}'
    for name, initials in names.items():
        person = SimpleNamespace(name=name, photo_url=None, tint=3)
        page = render(source, person=person)
        assert f">{initials}<" in page
        assert "tint-3" in page


def test_a_run_chart_is_empty_until_there_is_something_to_draw() -> None:
    source = '{% from "components/figures.html" import run_chart %}{{ run_chart(points, bound) }}'
    assert render(source, points=[], bound=None).strip() == ""
    assert "no plan yet" in render(source, points=[(0.1, None, 100.0)], bound=100.0)
    page = render(
        source, points=[(0.1, None, None), (0.4, 80.0, 100.0), (1.0, 99.0, None)], bound=99
    )
    assert "No plan can be above 99" in page
    assert "now 99" in page


def test_a_run_chart_names_its_beginning_only_if_it_rose_from_there() -> None:
    source = '{% from "components/figures.html" import run_chart %}{{ run_chart(points, 100) }}'
    assert "from 80" in render(source, points=[(0.1, 80.0, 100.0), (1.0, 99.0, None)])
    assert "from 99" not in render(source, points=[(0.1, 99.0, 100.0), (1.0, 99.0, None)])


def test_a_plan_meter_magnifies_the_part_that_the_gap_fits_into() -> None:
    source = '{% from "components/figures.html" import plan_meter %}{{ plan_meter(plan, bound) }}'
    near = render(source, plan=912.1, bound=912.9)
    assert "This plan: 912.1" in near
    assert "Ceiling: 912.9" in near
    assert "the last 1 % below the ceiling" in near
    assert 'width="91.24"' in near
    assert "99\u00a0%" in near
    assert "the last 10 %" in render(source, plan=95, bound=100)


def test_a_plan_meter_at_the_ceiling_or_far_below_it_magnifies_nothing() -> None:
    source = '{% from "components/figures.html" import plan_meter %}{{ plan_meter(plan, bound) }}'
    assert "magnified" not in render(source, plan=100.0, bound=100.0)
    assert "magnified" not in render(source, plan=50.0, bound=100.0)
    assert render(source, plan=None, bound=100.0).strip() == ""
    assert render(source, plan=0.0, bound=0.0).strip() == ""


def test_only_waiting_rows_are_asked_for_an_answer() -> None:
    person = SimpleNamespace(name="Ada", headline="", organization="", photo_url=None, tint=0)

    def row(state: str) -> SimpleNamespace:
        row = SimpleNamespace(time="10:40", until="11:00", own_time=None, place="Table 12")
        row.person, row.reason, row.state, row.href = person, "", state, f"/{state}"
        row.meeting, row.words = None, "Waits for your yes"
        row.way = row.join = row.opens = ""
        return row

    day = SimpleNamespace(label="Tuesday", map=None, rows=[row("confirmed"), row("waiting")])
    source = (
        '{% import "components/schedule.html" as s %}'
        "{% call(row) s.day(day) %}answer {{ row.href }}{% endcall %}"
    )
    assert re.findall(r"answer (\S+?)<", render(source, day=day)) == ["/waiting"]


def test_a_plain_mail_says_why_it_came_and_how_to_stop_it() -> None:
    mail = '{% extends "mail/layout.txt" %}{% block content %}\nTable 12.\n{% endblock %}'
    text = render(
        mail,
        site_name="Delta",
        why="You are coming.",
        stop_url="https://site.example/stop",
        reply_to=None,
    )
    assert text.split("\n--\n") == [
        "Table 12.\n",
        "Delta\nYou are coming.\nStop these mails: https://site.example/stop\n",
    ]


def test_steps_that_are_done_have_a_tick_and_every_step_its_name() -> None:
    page = render(
        '{% import "components/page.html" as p %}{{ p.steps(2, ["Columns", "Check", "Done"]) }}'
    )
    done, now, later = re.findall(r"<li.*?</li>", page)
    assert "icon-check" in done
    assert [*map(text_of, (done, now, later))] == ["Columns (done)", "2 Check", "3 Done"]
    assert 'aria-current="step"' in now


def test_a_question_within_a_form_is_part_of_that_form() -> None:
    page = render(
        '{% import "components/page.html" as p %}'
        '{{ p.confirm_within("Remove 2", "Sure?", "Yes", "ending", 2) }}'
    )
    assert "<form" not in page
    assert '<button class="button button-stop" type="submit" name="ending" value="2">Yes' in page
    assert text_of(page) == "Remove 2 Sure? Yes Leave it as it is"
