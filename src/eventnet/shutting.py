"""Shut forms: they can be read, as what they hold is, and nothing in them can be changed or sent.

A page shows them where nothing would come of them, instead of leaving them out: what organizers
have set, and what people have said, often stands nowhere else.
"""

import re
from collections.abc import Callable
from html import unescape

# What people wrote is escaped, so that only our own templates open a form, and none within another.
FORM = re.compile(r'(<form\b[^>]*\smethod="post"[^>]*>)(.*?)(</form>)', re.DOTALL)
ACTION = re.compile(r'\saction="([^"]*)"')


def shut(html: str, stays_open: Callable[[str], bool]) -> str:
    """Return a page, its posting forms shut but for those whose action stays open."""

    def one(form: re.Match[str]) -> str:
        begins, within, ends = form.groups()
        action = ACTION.search(begins)
        if stays_open(unescape(action[1]) if action else ""):
            return form[0]
        return f'{begins}<fieldset class="shut" disabled>{within}</fieldset>{ends}'

    return FORM.sub(one, html)
