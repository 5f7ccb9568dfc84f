"""What is said of a file, and keeping order: reporting it, hiding it, showing it again."""

from starlette.responses import Response

from eventnet.discussions.forms import ReportFields
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.reported import also_open
from eventnet.discussions.views.keeping import Deed, OtherReported, also_reported
from eventnet.errors import Refused
from eventnet.files.actions import judging
from eventnet.files.forms import JudgeFields
from eventnet.files.models import LONGEST_REASON, GroupFile, Kind
from eventnet.files.policies import FileVisit
from eventnet.files.queries import open_file_reports, reasons_of, reported_files
from eventnet.files.words import in_words
from eventnet.forms import Form
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def about(visit: FileVisit) -> Response:
    """Show what the file is, who gave it, and what the reader may do with it."""
    return _page(visit, Form())


def report(visit: FileVisit) -> Response:
    """Show the file to the moderators."""
    form: Form[ReportFields] = Form.read(ReportFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    here = visit.session, visit.membership, visit.param("group"), visit.param("file")
    judging.report(*here, form.data.reason)
    words = _("Reported. The moderators read it; whoever gave it is not told.")
    return with_notice(visit, see(_path(visit)), words)


def judge(visit: FileVisit) -> Response:
    """Hide the file, show it again, or let it stand."""
    form: Form[JudgeFields] = Form.read(JudgeFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say what becomes of the file."))
    here = visit.session, visit.membership, visit.param("group"), visit.param("file")
    judging.judge(*here, form.data.do)
    words = {
        "hide": _("Hidden: only moderators have it now, and whoever gave it."),
        "restore": _("Shown again."),
        "keep": _("It stands. The report is settled."),
    }[form.data.do]
    return with_notice(visit, see(_path(visit)), words)


def _path(visit: FileVisit) -> str:
    there = {"group": visit.param("group"), "file": visit.param("file")}
    return visit.url("group-file-about", community=visit.community.slug, **there)


def _page(visit: FileVisit, form: Form[ReportFields], status: int = 200) -> Response:
    session, file, group = visit.session, visit.file, visit.group
    post = session.get(Post, file.post_id) if file.post_id else None
    names = view_those_in(session, visit.membership, group.id, [file.by_id])
    context = {
        "community": visit.community,
        "group": group,
        "access": visit.access,
        "file": file,
        "by": names.get(file.by_id) or somebody_who_left(),
        "is_mine": file.by_id == visit.membership.id,
        "is_picture": file.kind is Kind.PICTURE,
        "what": in_words(file),
        "post": post,
        "thread": session.get(Thread, post.thread_id) if post else None,
        "reasons": reasons_of(session, file) if visit.access.moderates else [],
        "report": form,
        "longest_reason": LONGEST_REASON,
    }
    return render(visit, "files/about.html", context, status=status)


def reported(visit: GroupVisit) -> list[OtherReported]:
    """Return the files that are reported, for the page of all reports."""
    found = reported_files(visit.session, visit.group.id)
    return [_reported(visit, file, why) for file, why in found]


def _reported(visit: GroupVisit, file: GroupFile, why: list[str]) -> OtherReported:
    there = {"community": visit.community.slug, "group": visit.group.id, "file": file.id}
    verdict = visit.url("group-file-judge", **there)
    deeds = (
        [Deed(_("Hide it"), verdict, "hide"), Deed(_("Let it stand"), verdict, "keep")]
        if file.hidden_at is None
        else [
            Deed(_("Show it again"), verdict, "restore"),
            Deed(_("Leave it hidden"), verdict, "keep"),
        ]
    )
    return OtherReported(
        kind=_("File"),
        title=file.name,
        href=visit.url("group-file-about", **there),
        words=in_words(file),
        reasons=why,
        deeds=deeds,
    )


also_open.append(open_file_reports)
also_reported.append(reported)
