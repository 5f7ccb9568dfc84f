import pytest

from eventnet.paging import pager


@pytest.mark.parametrize(
    ("total", "asked", "page", "pages", "offset"),
    [
        (0, "1", 1, 1, 0),
        (50, "1", 1, 1, 0),
        (51, "2", 2, 2, 50),
        (120, "3", 3, 3, 100),
        (120, "4", 3, 3, 100),
        (120, "0", 1, 3, 0),
        (120, "-2", 1, 3, 0),
        (120, "", 1, 3, 0),
        (120, "²", 1, 3, 0),
        (120, "9" * 5000, 1, 3, 0),
    ],
)
def test_a_page_is_always_one_of_the_list(
    total: int, asked: str, page: int, pages: int, offset: int
) -> None:
    found = pager(total, asked, size=50, path="/people")
    assert (found.page, found.pages, found.offset) == (page, pages, offset)


def test_other_pages_keep_what_is_searched_for() -> None:
    found = pager(120, "2", size=50, path="/people", query={"q": "a & b", "role": ""})
    assert found.href(3) == "/people?q=a+%26+b&page=3"
    assert found.href(1) == "/people?q=a+%26+b"
    assert pager(120, "2", size=50, path="/people").href(1) == "/people"
