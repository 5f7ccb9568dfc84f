"""Setting pages with typst: a template of ours, and what it sets as data, never as markup."""

import json
import re
from collections.abc import Mapping
from typing import Any

import typst
from starlette.responses import Response

from eventnet import i18n
from eventnet.templating import resource

LONG_WORD = re.compile(r"\w{20}(?=\w)")
MAY_BREAK = "\u200b"


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a PDF of `templates/paper/TEMPLATE.typ`, which finds the data as JSON in its input.

    Whatever a person wrote stands in a string, so none of it can be a command; and the template
    can read no file but itself.
    """
    folder = resource("templates") / "paper"
    said = {"lang": i18n.language(), "rtl": i18n.direction() == "rtl", **data}
    return typst.compile(
        folder / f"{template}.typ",
        root=folder,
        sys_inputs={"data": json.dumps(said)},
        pdf_tags=False,
    )


def breakable(text: str) -> str:
    """Return a text whose endless words may be broken, so that none runs out of its place."""
    return LONG_WORD.sub(lambda word: word[0] + MAY_BREAK, text)


def pdf_response(name: str, pdf: bytes) -> Response:
    """Answer with a file to be kept as `name`, which is plain ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
