"""Reading a page as a browser would: its elements, their attributes, and its forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Values = dict[str, list[str]]


@dataclass
class FoundForm:
    """A form of a page, filled in as the page shows it."""

    action: str
    method: str
    values: Values = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    is_shut: bool = False
    """Whether nothing in it can be changed or sent."""

    def add(self, name: str, value: str) -> None:
        """Fill in one more value."""
        self.values.setdefault(name, []).append(value)


class Reader(HTMLParser):
    """The elements and forms of one page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.forms: list[FoundForm] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self._open: FoundForm | None = None
        self._select: tuple[str, list[str]] | None = None
        self._area: str | None = None
        self._script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what it adds to the form that it stands in."""
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "form":
            self._open = FoundForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        self._script = tag == "script"
        form, name = self._open, given.get("name", "")
        if form is None:
            return
        form.is_shut |= tag == "fieldset" and "disabled" in given
        if tag in {"input", "select", "textarea"} and name:
            form.types[name] = given.get("type", tag)
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "select" and name:
            self._select = (name, [])
        elif tag == "option" and self._select:
            self._option(given)
        elif tag == "textarea" and name:
            self._area = name
            form.values.setdefault(name, [""])
        elif tag == "button" and name and name not in form.values:
            form.add(name, given.get("value", ""))

    def _input(self, form: FoundForm, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind == "radio" and name in form.values and "checked" in given:
            form.values[name] = [given.get("value", "on")]
        elif kind == "radio":
            form.values.setdefault(name, [given.get("value", "on")])
        elif kind != "checkbox" or "checked" in given:
            form.add(name, given.get("value", "on" if kind == "checkbox" else ""))

    def _option(self, given: dict[str, str]) -> None:
        """Choose the first option of a list, or the one that the page has chosen."""
        assert self._select is not None
        _name, chosen = self._select
        if "selected" in given or not chosen:
            chosen[:] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag == "form":
            self._open = None
        elif tag == "select":
            if self._select and self._open:
                name, chosen = self._select
                self._open.values.setdefault(name, []).extend(chosen)
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "script":
            self._script = False

    def handle_data(self, data: str) -> None:
        """Note text, and what is typed into a text area."""
        if self._script:
            self.scripts.append(data)
        self.text.append(data)
        if self._area and self._open:
            self._open.values[self._area] = [self._open.values[self._area][-1] + data.lstrip("\n")]


def is_page(content_type: str) -> bool:
    """Say whether an answer is read as a page."""
    return content_type.startswith("text/html")
