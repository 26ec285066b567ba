"""A disk that fills up for real, again and again in one training, which ends with the same bits."""

import contextlib

import pytest

from tests.disks import full, small_disk
from tests.reliability import tried

from .conftest import finish, start, start_interrupted, train_command
from .test_loop import STEPS, TRAINING, assert_same_training, reference  # noqa: F401

pytestmark = pytest.mark.slow
# Nothing but the log is written between the first step and the last.
RARELY = TRAINING.model_copy(update={"resume_seconds": 3600.0})


def lost(line: str) -> None:
    assert line.startswith("sizewise: ") and "No space left on device" in line


def test_no_full_disk_costs_more_than_the_steps_since_the_last_state(
    reference,  # noqa: F811
    stream,
    tmp_path,
):
    """While a state is saved, while the log is written, while a checkpoint is exported, and while
    the outputs are moved to a disk of their own."""
    with contextlib.ExitStack() as disks:
        ours = disks.enter_context(small_disk(tmp_path / "ours", 16))
        theirs = disks.enter_context(small_disk(tmp_path / "theirs", 16))
        places = {"--runs": ours / "runs", "--output": theirs / "output"}

        def arguments(training) -> list[str]:
            words = train_command(stream, tmp_path, training)
            for option, place in places.items():
                words[words.index(option) + 1] = str(place)
            return words

        def filled_up(training, where: str, step: int, disk=ours) -> str:
            """The last line of a training whose disk is full from there on."""
            process = start_interrupted(arguments(training), where, step, "wait")
            assert process.stdout.readline() == "waiting\n"
            with full(disk):
                process.stdin.write("\n")
                errors = finish(process, status=2)
            assert "Traceback" not in errors
            line = errors.splitlines()[-1]
            lost(line)
            return line

        def states() -> list[str]:
            return sorted(path.name for path in (ours / "runs/states").iterdir())

        line = filled_up(TRAINING, "save", 4)
        assert "step0000004: cannot write the state of step 4" in line
        assert "last good state: " in line and "step0000003" in line
        assert states() == ["step0000002", "step0000003"]

        assert "put it right (space" in filled_up(RARELY, "step", 6)
        assert states() == ["step0000002", "step0000003"]

        line = filled_up(RARELY, "step", STEPS)
        # Where the log's last line is what finds the disk full, it is told of that.
        either = f"step{STEPS:07d}: cannot write the checkpoint", "put it right (space"
        assert any(said in line for said in either), line
        checkpoints = sorted(path.name for path in (ours / "runs/checkpoints").iterdir())
        assert checkpoints == ["step0000000", "step0000002"]
        assert states() == ["step0000002", "step0000003"]

        line = filled_up(RARELY, "step", STEPS, disk=theirs)
        assert "output: cannot write the outputs" in line and "free space and run again" in line
        assert not (theirs / "output").exists()

        finish(start(arguments(RARELY)))
        assert_same_training(theirs, reference)
        tried(**{"while saving": 1, "while logging": 1, "while exporting": 1, "outputs": 1})
