"""Stored scripts, planted in text fields: none may come out of a page as markup."""

PROBES = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "'-alert(1)-'</title></textarea><svg/onload=alert(1)>",
    "{{ 7 * 7 }}${alert(1)}",
)
PROBE = " ".join(PROBES)
"""All of them in one line."""

ALIVE = ("<script>alert", "<img src=x", "<svg/onload", "</textarea><svg", "49${")


def runs_nowhere(html: str) -> bool:
    """Say whether a page that was given PROBE shows it, and runs none of it."""
    return "alert(1)" in html and not any(markup in html for markup in ALIVE)
