import pytest

from eventnet.slugs import checked_slug, free_slug


@pytest.mark.parametrize("slug", ["estuary", "estuary-2027", "3d-days", "abc"])
def test_a_slug_is_kept(slug: str) -> None:
    assert checked_slug(slug, least=3) == slug


def test_a_slug_is_brought_into_lower_case() -> None:
    assert checked_slug("Estuary", least=3) == "estuary"


@pytest.mark.parametrize(
    "typed", ["", "ab", "-abc", "abc-", "a--bc", "a bc", "a/bc", "äbc", "abc\n"]
)
def test_what_no_address_can_hold_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="3 letters or more"):
        checked_slug(typed, least=3)


def made(name: str, *taken: str) -> str:
    """Return the slug of a name where these are taken."""

    def begin(words: str) -> list[str]:
        return [slug for slug in taken if slug.startswith(words)]

    return free_slug(name, begin, least=3, otherwise="event")


def test_a_slug_says_the_name() -> None:
    assert made("Évora: Água & Energia 2027") == "evora-agua-energia-2027"
    assert len(made("word " * 40)) == 49


def test_a_slug_that_is_taken_gets_the_next_number() -> None:
    assert made("Spring", "spring", "spring-2", "spring-forum") == "spring-3"


@pytest.mark.parametrize("name", ["مؤتمر", "A", "…"])
def test_a_name_that_no_address_can_hold_gets_another(name: str) -> None:
    slug = made(name)
    assert slug.startswith("event-")
    assert checked_slug(slug, least=3) == slug
