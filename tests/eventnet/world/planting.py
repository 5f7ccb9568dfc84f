"""Planting: the same world with stored scripts behind every mark, in every text of every table."""

import re
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Table, select, update
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from eventnet.database import Choice
from tests.eventnet.world.marks import MARK
from tests.eventnet.world.papers import a_file
from tests.eventnet.world.visiting import World

# Each piece would make an element `x-planted`, an attribute of that name, or a number from a sum.
PIECES = (
    "'\"><x-planted x-planted=1>{{7*191}}",
    "</title></textarea></script><script x-planted>",
    "<img src=x x-planted=1 onerror=x-planted()>",
    "<svg/onload=x-planted() x-planted><iframe srcdoc='<x-planted>'>",
    "\" x-planted=1 onfocus=x-planted() autofocus=' x-planted='1",
    "javascript:x-planted(1)//",
    "{% raw %}${7*191}#{7*191}<%= 7*191 %>",
    "<!--<x-planted>--><![CDATA[<x-planted>",
    "data:text/html,<x-planted>",
    "&lt;x-planted&gt;&#60;x-planted&#62;",
)
# Columns whose words are ours, not anybody's: ids, addresses, numbers in words, options.
OURS = re.compile(
    r"(.*\.id|.*_id|.*fingerprint|.*\.slug|.*\.time_zone|.*\.language|.*\.email|.*_email"
    r"|contact_card\.code|.*\.photo|.*\.logo|.*\.accent|.*join_code|.*\.next|.*\.kind"
    r"|outbox_mail\.(to|stop_url|html|once|reply_to)|promise\.once|(group|idea)_(post|thread)\.once"
    r"|idea\.once|listing(_line)?\.once|page_version\.once|group_file\.(once|stored)"
    r"|group_page\.key|page_(link|title)\.folded|crew_brief\.lacks|crew_seat\.covers"
    r"|community_group\.once|crew_brief\.once|unmet_wish\.slot_ids|schedule_look\.seen|ask_news\.about"
    r"|sign_in_link\.(issuer|subject)"
    r"|own_calendar\.(given|told)|learning\.(weights|quality)|scenario\.(changes|edition)"
    r"|edit\.inverse|.*\.visibility|.*\.skipped|.*\.counts|ticket\.source|.*\.mapping"
    r"|round_member\.days|audit_entry\.deed)"
)
LONGEST = 3000


def payload(room: int | None) -> str:
    """Return as many pieces as there is room for."""
    text = ""
    for piece in PIECES:
        if len(text) + len(piece) <= (LONGEST if room is None else room):
            text += piece
    return text


def texts() -> list[tuple[Table, str, TypeEngine[Any]]]:
    """Return every column that may hold somebody's words."""
    return [
        (table, column.key, column.type)
        for table in SQLModel.metadata.sorted_tables
        for column in table.c
        if isinstance(getattr(column.type, "impl", column.type), String | JSON)
        and not isinstance(column.type, Choice)
        and not column.foreign_keys
        and not OURS.fullmatch(f"{table.name}.{column.key}")
    ]


def scripted(value: Any, room: int | None) -> Any:
    """Return a value with the payload behind every text that has a mark."""
    if isinstance(value, dict):
        return {key: scripted(inner, room) for key, inner in value.items()}
    if isinstance(value, list):
        return [scripted(inner, room) for inner in value]
    if isinstance(value, str) and MARK.search(value.lower()):
        return value + payload(None if room is None else room - len(value))
    return value


def plant_scripts(world: World) -> None:
    """Keep the scripted world beside the plain one, under the name `scripted`."""
    if "scripted" in world.snapshots.kept:
        return
    world.restore("plain")
    with world.app.state.engine.begin() as connection:
        for table, name, kind in texts():
            room = getattr(getattr(kind, "impl", kind), "length", None)
            keys = list(table.primary_key.columns)
            for *key, value in connection.execute(select(*keys, table.c[name])).all():
                planted = scripted(value, room)
                if planted != value:
                    row = update(table).values({name: planted})
                    for column, part in zip(keys, key, strict=True):
                        row = row.where(column == part)
                    connection.execute(row)
        for table in SQLModel.metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, LargeBinary) and table.name == "ticket_import":
                    files = update(table).where(column != b"")
                    connection.execute(files.values({column.key: a_file(payload(300))}))
    world.snapshots.keep("scripted")
    world.state = "scripted"
    world.writes.forget()
