"""Saved states: whole, checked, two kept."""

import errno
import os

import pytest
from sizewise.runs.processes import Processes
from sizewise.runs.states import States
from sizewise.study.errors import StudyError

ALONE = Processes(rank=0, world=1, device="cpu")


def save(states: States, step: int, content: str = "weights") -> None:
    def write(folder):
        (folder / "deepspeed").mkdir()
        (folder / "deepspeed/model.pt").write_text(f"{content} {step}")

    states.save(step, {"step": step}, write)


@pytest.fixture
def states(tmp_path) -> States:
    states = States(tmp_path / "states", ALONE)
    for step in (10, 20, 30):
        save(states, step)
    return states


def silent(line: str) -> None:
    raise AssertionError(line)


def test_last_two_are_kept_and_the_newest_is_taken(states):
    assert [state.name for state in states.saved()] == ["step0000020", "step0000030"]
    folder, progress = states.newest(silent)
    assert progress == {"step": 30}
    assert (folder / "deepspeed/model.pt").read_text() == "weights 30"


def test_nothing_saved_is_no_state(tmp_path):
    assert States(tmp_path, ALONE).newest(silent) is None


@pytest.mark.parametrize("damage", ["alter", "truncate", "delete", "sidecar"])
def test_damaged_newest_falls_back_with_one_line(states, damage):
    newest = states.saved()[-1]
    file = newest / "deepspeed/model.pt"
    if damage == "alter":
        file.write_text("weights 31")
    elif damage == "truncate":
        file.write_text("wei")
    elif damage == "delete":
        file.unlink()
    else:
        (newest / "sha256.json").write_text("{")
    lines = []
    assert states.newest(lines.append)[1] == {"step": 20}
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert str(newest) in lines[0]


def test_all_damaged_is_an_error_that_says_what_to_do(states):
    for state in states.saved():
        (state / "deepspeed/model.pt").write_text("x")
    with pytest.raises(StudyError, match="no saved state is undamaged; remove"):
        states.newest(lambda line: None)


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("file write failed\nmore")],
)
def test_failed_write_keeps_the_older_states(states, error):
    def write(folder):
        (folder / "half").write_text("x")
        raise error

    with pytest.raises(StudyError, match=r"last good state: .*step0000030; free space") as caught:
        states.save(40, {"step": 40}, write)
    assert "\n" not in str(caught.value)
    assert [state.name for state in states.saved()] == ["step0000020", "step0000030"]
    assert sorted(p.name for p in states.folder.iterdir()) == ["step0000020", "step0000030"]


def test_a_clock_that_was_set_back_changes_nothing(states):
    oldest, newest = states.saved()
    os.utime(newest, (0, 0))
    assert states.newest(silent) == (newest, {"step": 30})
    save(states, 40)
    assert oldest not in states.saved()
