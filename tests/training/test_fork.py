"""A short training that leaves a longer one is the short training, for the price of its decay."""

import pyarrow.parquet as pq
import pytest
from sizewise.study.artifacts import read_json, verify_files
from sizewise.training.schedule import fork_step, learning_rate_factor, warmup_steps

from .conftest import finish, start, start_interrupted, train_command, training_section

# One step of warm-up in the long training and in the short one, so that both are the same until
# the rate falls: 30 steps, 15 of which 3 fall.
TRAINING = training_section(
    learning_rate=0.01, warmup_share=0.01, decay_share=0.2, forks=[0.5], resume_seconds=1e-9
)


def log(folder):
    return pq.read_table(folder / "output/log.parquet").to_pydict()


def facts(folder):
    return read_json(folder / "output/manifest.json")["facts"]


@pytest.fixture(scope="module")
def long(stream, tmp_path_factory):
    """A training of all steps that keeps its state at the fork."""
    folder = tmp_path_factory.mktemp("long")
    finish(start(train_command(stream, folder, TRAINING)))
    return folder


@pytest.fixture(scope="module")
def direct(stream, tmp_path_factory):
    """A training of half of the steps, from its first one."""
    folder = tmp_path_factory.mktemp("direct")
    training = TRAINING.model_copy(update={"forks": []})
    finish(start([*train_command(stream, folder, training), "--ends-at", "0.5"]))
    return folder


def short(stream, folder, long):
    return [
        *train_command(stream, folder, TRAINING),
        "--parent", str(long / "output"), "--ends-at", "0.5",
    ]  # fmt: skip


def assert_the_same(folder, direct):
    ends, own = facts(direct), facts(folder)
    assert own["weights_sha256"]["step0000015"] == ends["weights_sha256"]["step0000015"]
    assert (own["chain"], own["steps"], own["tokens"]) == (ends["chain"], 15, 15 * 64)
    assert log(folder)["step"] == [13, 14, 15], "its own steps alone"
    for column in ("loss", "learning_rate", "chain", "tokens"):
        assert log(folder)[column] == log(direct)[column][12:], column


def test_the_rate_is_the_same_until_it_falls():
    leaves = fork_step(0.5, 30, TRAINING)
    assert leaves == 12
    for step in range(1, leaves + 1):
        assert learning_rate_factor(step, 15, TRAINING) == learning_rate_factor(step, 30, TRAINING)
    assert warmup_steps(30, TRAINING) == warmup_steps(15, TRAINING) == 1
    assert learning_rate_factor(13, 15, TRAINING) < 1 == learning_rate_factor(13, 30, TRAINING)


def test_a_short_training_that_leaves_a_long_one_is_the_short_training(
    stream, long, direct, tmp_path
):
    finish(start(short(stream, tmp_path, long)))
    assert_the_same(tmp_path, direct)
    assert [p.name for p in (tmp_path / "output/checkpoints").iterdir()] == ["step0000015"]
    assert not (tmp_path / "output/forks").exists()


def test_a_fork_is_a_checked_output_and_changes_nothing_of_the_training(stream, long, tmp_path):
    files = verify_files(long / "output")["files"]
    assert "forks/step0000012/state.safetensors" in files
    plain = TRAINING.model_copy(update={"forks": []})
    finish(start(train_command(stream, tmp_path, plain)))
    assert facts(tmp_path)["weights_sha256"] == facts(long)["weights_sha256"]


def test_a_short_training_from_its_first_step_leaves_no_fork_of_a_longer_one(
    stream, long, direct, tmp_path
):
    training = TRAINING.model_copy(update={"forks": [0.5, 0.9]})
    finish(start([*train_command(stream, tmp_path, training), "--ends-at", "0.5"]))
    assert facts(tmp_path)["weights_sha256"] == facts(direct)["weights_sha256"]
    forks = list((tmp_path / "output/forks").iterdir())
    assert [fork.name for fork in forks] == ["step0000012"]
    files = [
        read_json(folder / "output/manifest.json")["files"]["forks/step0000012/state.safetensors"]
        for folder in (tmp_path, long)
    ]
    assert files[0] == files[1]


@pytest.mark.slow
def test_a_short_training_that_was_killed_goes_on(stream, long, direct, tmp_path):
    arguments = short(stream, tmp_path, long)
    killed = start_interrupted(arguments, "step", 14, "SIGKILL")
    killed.communicate()
    assert killed.returncode != 0 and not (tmp_path / "output").exists()
    finish(start(arguments))
    assert_the_same(tmp_path, direct)
    assert facts(tmp_path)["starts"] == 2


def test_what_cannot_be_left_is_one_line(stream, long, tmp_path):
    arguments = short(stream, tmp_path, long)
    arguments[arguments.index("--ends-at") + 1] = "0.9"
    errors = finish(start(arguments), status=2)
    assert "the parent left no state there; training.forks" in errors
    assert "Traceback" not in errors
    sharded = TRAINING.model_copy(update={"zero_stage": 2})
    errors = finish(start(train_command(stream, tmp_path / "sharded", sharded)), status=2)
    assert "training.forks: needs zero_stage 0" in errors
