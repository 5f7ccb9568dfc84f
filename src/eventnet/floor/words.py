"""Where a table is, and the way from one to another, in words."""

from eventnet.floor.models import Wall
from eventnet.floor.room import Room
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


def where_table(room: Room, number: int) -> str:
    """Say where a table stands, as somebody sees it who comes in."""
    deep, across, wide = room.seen_from_entrance(number)
    named = {"number": number, "row": deep + 1}
    if deep == 0:
        near = {
            -1: _("Table %(number)d: in the first row as you come in, on your left."),
            0: _("Table %(number)d: in the first row as you come in, straight ahead."),
            1: _("Table %(number)d: in the first row as you come in, on your right."),
        }
        return near[_side(across, wide)] % named
    far = {
        -1: _("Table %(number)d: row %(row)d from the entrance, on your left as you come in."),
        0: _("Table %(number)d: row %(row)d from the entrance, straight ahead as you come in."),
        1: _("Table %(number)d: row %(row)d from the entrance, on your right as you come in."),
    }
    return far[_side(across, wide)] % named


def _side(across: int, wide: int) -> int:
    """Return whether one of so many side by side is on the left (-1), in the middle, or right."""
    twice = 2 * across - (wide - 1)
    if abs(twice) <= max(0, wide // 5):
        return 0
    return -1 if twice < 0 else 1


def where_stand(room: Room, name: str) -> str | None:
    """Say where a stand is; None if the map does not have it."""
    if name not in room.stands:
        return None
    place = room.stands.index(name) + 1
    named = {"name": name, "place": place, "count": len(room.stands), "wall": wall(room)}
    if room.stands_wall in (Wall.TOP, Wall.BOTTOM):
        return _(
            "Stand %(name)s: number %(place)d of %(count)d %(wall)s, counted from the left of the "
            "map.",
            **named,
        )
    return _(
        "Stand %(name)s: number %(place)d of %(count)d %(wall)s, counted from the top of the map.",
        **named,
    )


def wall(room: Room) -> str:
    """Say along which wall the stands are, as somebody sees it who comes in."""
    order = [Wall.BOTTOM, Wall.LEFT, Wall.TOP, Wall.RIGHT]
    turn = (order.index(room.stands_wall) - order.index(room.entrance)) % 4
    return [
        _("along the wall of the entrance"),
        _("along the wall on your left as you come in"),
        _("along the wall opposite the entrance"),
        _("along the wall on your right as you come in"),
    ][turn]


def way(room: Room, one: int, other: int) -> str:
    """Say how far it is from one table to another, in tables and rows: metres nobody knows."""
    if one == other:
        return _("You stay at this table.")
    if room.steps(one, other) == 1:
        return _("At the next table.")
    a, b = room.spot(one), room.spot(other)
    rows, places = abs(a.row - b.row), abs(a.column - b.column)
    if rows == 0:
        return ngettext(
            "%(num)d table further in the same row.",
            "%(num)d tables further in the same row.",
            places,
        )
    if places == 0:
        return ngettext("%(num)d row further.", "%(num)d rows further.", rows)
    across = ngettext("%(num)d table to the side", "%(num)d tables to the side", places)
    return ngettext(
        "%(num)d row further, and %(across)s.",
        "%(num)d rows further, and %(across)s.",
        rows,
        across=across,
    )


def about(room: Room) -> str:
    """Describe the room for those who do not see the map."""
    words = ngettext(
        "%(tables)s in %(num)d row. Numbers run from left to right, and row by row from the top.",
        "%(tables)s in %(num)d rows. Numbers run from left to right, and row by row from the top.",
        room.rows,
        tables=ngettext("%(num)d table", "%(num)d tables", room.tables),
    )
    entrance = {
        Wall.TOP: _("The entrance is at the top."),
        Wall.RIGHT: _("The entrance is at the right."),
        Wall.BOTTOM: _("The entrance is at the bottom."),
        Wall.LEFT: _("The entrance is at the left."),
    }[room.entrance]
    stands = (
        _("Stands %(wall)s: %(names)s.", wall=wall(room), names=", ".join(room.stands))
        if room.stands
        else ""
    )
    return " ".join(filter(None, (words, entrance, stands)))
