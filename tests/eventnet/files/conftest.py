"""Five people of a community are there for the tests of this folder."""

from tests.eventnet.groups.five import ada, bo, community, cy, dee, desk, stu

__all__ = ["ada", "bo", "community", "cy", "dee", "desk", "stu"]
