"""Whole trainings, each in a process of its own: killed, stopped, refused, on two ranks."""

import random
import re
import resource
import signal
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sizewise.runs.hash_chain import START, extend, sequence_digests
from sizewise.runs.log import COLUMNS
from sizewise.study.artifacts import read_json, verify_files

from .conftest import finish, start, start_interrupted, train_command, training_section

STEPS = 30
# Saved after every step, however short, so that a kill anywhere has something to go on from.
TRAINING = training_section(resume_seconds=1e-9, learning_rate=0.01)


@pytest.fixture(scope="module")
def reference(stream, tmp_path_factory) -> Path:
    """The folder of a training that nothing disturbed."""
    folder = tmp_path_factory.mktemp("reference")
    errors = finish(start(train_command(stream, folder, TRAINING)))
    assert "step 1/30" in errors
    assert "step 30/30" in errors
    assert re.search(r"^ladder 25k seed0  greedy sample: '.+'$", errors, re.M)
    return folder


def table(folder: Path) -> dict[str, list]:
    return pq.read_table(folder / "output/log.parquet").to_pydict()


def weights(folder: Path) -> dict[str, str]:
    return read_json(folder / "output/manifest.json")["facts"]["weights_sha256"]


def assert_same_training(folder: Path, reference: Path) -> None:
    """Bit for bit the same weights at every checkpoint, and a log without gap or repeat."""
    assert weights(folder) == weights(reference)
    ours, theirs = table(folder), table(reference)
    assert ours["step"] == list(range(1, STEPS + 1))
    for column in set(COLUMNS) - {"tokens_per_second"}:
        assert ours[column] == theirs[column], column


def test_outputs_are_whole_and_the_run_folder_gone(reference, stream):
    assert [path.name for path in reference.iterdir()] == ["output"]
    manifest = verify_files(reference / "output")
    assert manifest["facts"]["parameters"]["non_embedding"] == 25_248
    steps = sorted(path.name for path in (reference / "output/checkpoints").iterdir())
    assert steps == ["step0000000", "step0000002", "step0000030"]
    assert len(set(weights(reference).values())) == 3
    log = table(reference)
    assert log["loss"][-1] < log["loss"][0] - 2
    assert log["tokens"] == [64 * step for step in log["step"]]


def test_chain_is_that_of_the_streams_batches(reference, stream):
    from sizewise.study.formats.shards import TokenStream

    tokens, chain = TokenStream(stream), START
    for step, logged in enumerate(table(reference)["chain"]):
        chain = extend(chain, sequence_digests(tokens.batch(step)))
        assert logged == chain.hex()


@pytest.mark.slow
def test_another_size_sees_the_same_batches(reference, stream, tmp_path):
    finish(start(train_command(stream, tmp_path, TRAINING, "83k")))
    assert table(tmp_path)["chain"] == table(reference)["chain"]
    assert table(tmp_path)["loss"] != table(reference)["loss"]


@pytest.mark.slow
@pytest.mark.parametrize("stage", [0, 2])
def test_two_ranks_see_the_same_batches(reference, stream, tmp_path, stage):
    training = TRAINING.model_copy(update={"zero_stage": stage})
    finish(start(train_command(stream, tmp_path, training), processes=2))
    ours, theirs = table(tmp_path), table(reference)
    assert ours["chain"] == theirs["chain"]
    assert ours["loss"] == pytest.approx(theirs["loss"], rel=1e-3)
    assert ours["gradient_norm"] == pytest.approx(theirs["gradient_norm"], rel=2e-2)
    assert read_json(tmp_path / "output/manifest.json")["facts"]["processes"] == 2


@pytest.mark.slow
def test_killed_at_any_step_it_ends_with_the_same_bits(reference, stream, tmp_path):
    arguments = train_command(stream, tmp_path, TRAINING)
    first, second = sorted(random.Random(time.time_ns()).sample(range(3, STEPS), 2))
    for where, step in (("step", first), ("save", second)):
        process = start_interrupted(arguments, where, step, "SIGKILL")
        finish(process, status=-signal.SIGKILL)
        assert not (tmp_path / "output").exists()
        newest = sorted((tmp_path / "runs/states").glob("step*"))[-1]
        assert newest.name == f"step{step - 1:07d}"
    # The kill may also have hit the disk: the newest state is cut short.
    damaged = next((newest / "deepspeed").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-7])
    errors = finish(start(arguments))
    assert errors.count("altered or truncated; going back to the state before it") == 1
    assert f"goes on after step {second - 2}/{STEPS}" in errors
    assert_same_training(tmp_path, reference)
    assert read_json(tmp_path / "output/manifest.json")["facts"]["starts"] == 3


def stopped_after(process, by: str) -> int:
    """The step after which a training says, in one line, that it was stopped."""
    errors = finish(process, status=75)
    (line,) = [line for line in errors.splitlines() if line.startswith("sizewise: ")]
    said = rf"sizewise: ladder 25k seed0: stopped by {by} after step (\d+); run again to go on"
    return int(re.fullmatch(said, line).group(1))


def states(folder: Path) -> list[int]:
    return sorted(
        int(path.name.removeprefix("step")) for path in (folder / "runs/states").iterdir()
    )


@pytest.mark.slow
def test_told_to_stop_it_saves_and_goes_on(reference, stream, tmp_path):
    # Saves once an hour, so what is saved is saved by the signal. Step 2 is exported, and there
    # the processes look for signals.
    rarely = TRAINING.model_copy(update={"resume_seconds": 3600.0})
    arguments = train_command(stream, tmp_path, rarely)
    first = stopped_after(start_interrupted(arguments, "step", 2, "SIGUSR1"), "SIGUSR1")
    # The processes talk when they like, and libraries say what they like: what counts is that the
    # state of the step that is named is the one that is saved.
    assert first >= 2 and states(tmp_path) == [first]
    second = stopped_after(start([*arguments, "--stop-after", "0"]), "the time given")
    assert second > first and states(tmp_path) == [first, second]
    finish(start(arguments))
    assert_same_training(tmp_path, reference)


@pytest.mark.slow
def test_a_second_start_hears_who_trains_here(stream, tmp_path):
    arguments = train_command(stream, tmp_path, TRAINING)
    process = start_interrupted(arguments, "step", 2, "wait")
    assert process.stdout.readline() == "waiting\n"
    second = finish(start(arguments), status=2)
    assert f"another training runs here (pid {process.pid} on " in second
    process.stdin.write("\n")
    finish(process)


def test_what_another_configuration_left_is_refused(stream, tmp_path):
    process = start_interrupted(train_command(stream, tmp_path, TRAINING), "step", 2, "SIGKILL")
    finish(process, status=-signal.SIGKILL)
    other = TRAINING.model_copy(update={"learning_rate": 0.02})
    errors = finish(start(train_command(stream, tmp_path, other)), status=2)
    lines = [line for line in errors.splitlines() if line.startswith("sizewise: ")]
    assert len(lines) == 1
    assert "(training.learning_rate 0.01 → 0.02); remove" in lines[0]
    assert "Traceback" not in errors


def test_a_loss_that_explodes_ends_it_and_keeps_the_last_good_checkpoint(stream, tmp_path):
    wild = training_section(learning_rate=1e4, gradient_clip=1e9, warmup_share=0.0)
    errors = finish(start(train_command(stream, tmp_path, wild)), status=2)
    line = errors.splitlines()[-1]
    assert line.startswith("sizewise: training ladder 25k seed0: loss")
    assert " at step " in line
    kept = Path(line.split("last good checkpoint: ")[1].split(" (kept)")[0])
    assert (kept / "model.safetensors").is_file()
    assert not (tmp_path / "output").exists()


def test_a_full_disk_keeps_the_last_good_state(stream, tmp_path):
    def no_large_files() -> None:
        # 25k at vocabulary 64: weights 0.12 MB, a state with Adam's moments 0.36 MB.
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    arguments = train_command(stream, tmp_path, TRAINING)
    # Bash's children inherit the limit; preexec_fn is safe here: the test has one thread.
    errors = finish(start(arguments, preexec_fn=no_large_files), status=2)
    line = errors.splitlines()[-1]
    assert "cannot write the state of step 1" in line
    assert "free space and run again" in line
    assert (tmp_path / "runs/checkpoints/step0000000/model.safetensors").is_file()
    assert list((tmp_path / "runs/states").iterdir()) == []
