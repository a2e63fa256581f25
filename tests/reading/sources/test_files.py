import os
from pathlib import Path

import pytest

from luoshi.reading.sources import walk


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", encoding="utf-8")


def names(*paths: str | Path) -> list[str]:
    found = list(walk(paths))
    assert all(f.error is None for f in found)
    return [f.name for f in found]


def test_a_folder_is_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    made(
        tmp_path,
        "b.txt",
        "a/2.PDF",
        "a/1.html",
        "c.xlsx",
        ".git/x.txt",
        ".隐藏.txt",
        "~$b.docx",
        "无后缀",
        "z.md",
    )
    assert names(tmp_path) == ["a/1.html", "a/2.PDF", "b.txt", "z.md"]
    assert next(f.path for f in walk([tmp_path])) == tmp_path / "a" / "1.html"


def test_files_are_taken_as_given(tmp_path: Path) -> None:
    made(tmp_path, "b.txt", "无后缀", ".x.txt")
    assert names(tmp_path / "无后缀", str(tmp_path / "b.txt"), tmp_path / ".x.txt") == [
        "无后缀",
        "b.txt",
        ".x.txt",
    ]


def test_standard_input() -> None:
    [found] = walk(["-"])
    assert (str(found.path), found.name, found.error) == ("-", "stdin", None)


def test_what_is_not_there_does_not_stop_the_rest(tmp_path: Path) -> None:
    made(tmp_path, "b.txt")
    (tmp_path / "empty").mkdir()
    gone, bad, empty, there = walk([tmp_path / "无.txt", "a\x00b", tmp_path / "empty", tmp_path / "b.txt"])
    assert str(gone.error) == f"{tmp_path / '无.txt'}: does not exist"
    assert bad.error is not None
    assert empty.error is not None
    assert "no file of these kinds: .txt" in empty.error.reason
    assert there.error is None


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    made(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert [f.name for f in walk([tmp_path])] == ["a/1.txt", "b/2.txt", "self.txt"]


def test_the_same_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    made(tmp_path, "a/1.txt", "b/1.txt")
    first, second = names(tmp_path / "a", tmp_path / "b")
    assert first == "1.txt"
    assert second == (tmp_path / "b" / "1.txt").as_posix()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    made(folder, "b.txt")
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(folder / "c.txt")
    (folder / "a.txt").symlink_to(tmp_path / "pipe")
    (folder / "d.txt").symlink_to(tmp_path / "nowhere")
    assert [(f.name, f.error and str(f.error)) for f in walk([folder])] == [
        ("a.txt", "a.txt: is not a regular file"),
        ("b.txt", None),
        ("c.txt", "c.txt: is not a regular file"),
        ("d.txt", None),
    ]


def test_an_empty_path_is_not_the_current_folder() -> None:
    assert [str(f.error) for f in walk([""])] == ["'': is an empty path, expected a file or a folder"]
