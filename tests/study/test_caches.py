"""Where caches lie on machines whose home may not be written."""

from pathlib import Path

import pytest
from sizewise.study.caches import cache_root, shelter_libraries
from sizewise.study.errors import StudyError


@pytest.fixture
def nowhere(tmp_path) -> str:
    """A home that nobody, root included, can make or write."""
    (tmp_path / "file").write_text("")
    return str(tmp_path / "file" / "home")


def test_named_folders_come_first(tmp_path):
    environ = {"XDG_CACHE_HOME": str(tmp_path / "xdg")}
    assert cache_root(environ) == tmp_path / "xdg/sizewise"
    environ["SIZEWISE_CACHE"] = str(tmp_path / "own")
    assert cache_root(environ) == tmp_path / "own"
    assert (tmp_path / "own").is_dir()


def test_a_home_that_cannot_be_written_is_no_fault(monkeypatch, tmp_path, nowhere):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", nowhere)
    assert cache_root({}) == tmp_path / ".sizewise/cache"
    environ = {"TRITON_CACHE_DIR": "/mine"}
    shelter_libraries(environ)
    assert environ["TRITON_CACHE_DIR"] == "/mine"
    assert Path(environ["XDG_CACHE_HOME"]) == tmp_path / ".sizewise/cache"


def test_a_home_that_can_is_left_to_libraries(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    environ = {}
    shelter_libraries(environ)
    assert environ == {}


def test_a_folder_that_was_named_and_cannot_be_written_is_a_line(nowhere):
    with pytest.raises(StudyError, match=r"\$SIZEWISE_CACHE: .*home.*; put it right"):
        cache_root({"SIZEWISE_CACHE": nowhere})
