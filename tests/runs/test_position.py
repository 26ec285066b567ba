"""Where a start goes on."""

import pytest
from sizewise.runs.position import Position, go_on
from sizewise.runs.processes import Processes
from sizewise.runs.states import States
from sizewise.study.errors import StudyError

ALONE = Processes(rank=0, world=1, device="cpu")
SAVED = Position(step=20, chain=b"\1" * 32, first_loss=4.5, log_bytes=3, spent_seconds=9.0)


@pytest.fixture
def run(tmp_path):
    """A run folder with a state, a log and the checkpoints that the state has passed."""
    states = States(tmp_path / "states", ALONE)
    states.save(SAVED.step, SAVED.to_json(), lambda folder: (folder / "model").write_text("x"))
    (tmp_path / "log.jsonl").write_text("123456")
    checkpoints = {step: tmp_path / f"checkpoints/{step}" for step in (0, 20, 30)}
    for step in (0, 20):
        checkpoints[step].mkdir(parents=True)
    return states, {"log": tmp_path / "log.jsonl", "kept": checkpoints.items(), "say": print}


def test_a_first_start_begins_at_the_beginning(tmp_path):
    states = States(tmp_path, ALONE)
    nothing = {"log": tmp_path / "log.jsonl", "kept": [(0, tmp_path / "0")], "say": print}
    assert go_on(states, **nothing) == (None, Position())


def test_a_later_one_goes_on_after_the_newest_state(run):
    states, rest = run
    state, position = go_on(states, **rest)
    assert state == states.folder / "step0000020"
    assert position == Position(**(vars(SAVED) | {"starts": 2}))


def test_what_the_state_has_passed_must_still_be_there(run):
    states, rest = run
    rest["log"].write_text("12")
    with pytest.raises(StudyError, match=r"log\.jsonl: missing or truncated, .*; remove "):
        go_on(states, **rest)
    dict(rest["kept"])[20].rmdir()
    with pytest.raises(StudyError, match="checkpoints/20: missing"):
        go_on(states, **rest)
