"""Each part of the page of benchmarks is written alone, and leaves the others as they are."""

from pathlib import Path

from benchmarks.docs import NAME, parts_of, write_part


def test_parts_are_written_in_any_order_and_replaced_alone(tmp_path: Path) -> None:
    write_part(tmp_path, "sqlite", "# Pages\n\n1 ms")
    write_part(tmp_path, "engine", "# Benchmarks\n\n99 %")
    write_part(tmp_path, "postgresql", "# Pages there\n")
    write_part(tmp_path, "sqlite", "# Pages\n\n2 ms")
    text = (tmp_path / NAME).read_text()
    assert text.startswith("# Benchmarks\n\n99 %\n\n<!-- part: postgresql -->\n# Pages there\n")
    assert parts_of(text) == {
        "engine": "# Benchmarks\n\n99 %\n",
        "postgresql": "# Pages there\n",
        "sqlite": "# Pages\n\n2 ms\n",
    }
    write_part(tmp_path, "engine", "# Benchmarks\n\n98 %\n")
    assert parts_of((tmp_path / NAME).read_text())["sqlite"] == "# Pages\n\n2 ms\n"
