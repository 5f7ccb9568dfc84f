"""The world that tests visit comes back whole."""

from tests.eventnet.world.visiting import World


def test_a_file_that_went_comes_back_with_its_row(world: World) -> None:
    there = {path for path in world.settings.files_dir.rglob("*") if path.is_file()}
    for path in there:
        path.unlink()
    world.writes.seen = True
    world.restore("plain")
    assert there
    assert {path for path in world.settings.files_dir.rglob("*") if path.is_file()} == there
