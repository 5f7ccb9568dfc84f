"""The world that tests visit comes back whole."""

from sqlmodel import Session, delete, select

from eventnet.groups.models import Group
from tests.eventnet.world.snapshots import dump
from tests.eventnet.world.visiting import World


def test_a_file_that_went_comes_back_with_its_row(world: World) -> None:
    there = {path for path in world.settings.files_dir.rglob("*") if path.is_file()}
    for path in there:
        path.unlink()
    world.writes.ever.add("group_file")
    world.restore("plain")
    assert there
    assert {path for path in world.settings.files_dir.rglob("*") if path.is_file()} == there


def test_what_went_with_a_row_comes_back_with_it(world: World) -> None:
    before = dump(world.app.state.engine)
    with Session(world.app.state.engine) as session:
        session.exec(delete(Group))
        session.commit()
    after = dump(world.app.state.engine)
    world.restore("plain")
    assert len([name for name in before if after[name] != before[name]]) > 5
    assert dump(world.app.state.engine) == before


def test_a_state_is_kept_with_what_was_just_written_while_another_reads(world: World) -> None:
    engine = world.app.state.engine
    with Session(engine) as reader, Session(engine) as writer:
        reader.exec(select(Group)).first()
        writer.exec(delete(Group))
        writer.commit()
        world.snapshots.keep("without groups")
    written = dump(engine)
    world.snapshots.bring_back("without groups")
    assert dump(engine) == written
