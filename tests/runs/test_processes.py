"""Who takes part in a training."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from sizewise.runs import launch, processes

TASK = {
    "SLURM_STEP_NUM_TASKS": "16",
    "SLURM_STEP_NODELIST": "gpu[1-2]",
    "SLURM_JOB_ID": "4711",
    "SLURM_STEP_ID": "0",
    "SLURM_PROCID": "9",
    "SLURM_LOCALID": "1",
}
NOW = 1.7e9  # seconds since 1970
KEYS = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT")


@pytest.fixture
def clean(monkeypatch):
    for key in (*KEYS, *TASK):
        monkeypatch.delenv(key, raising=False)
        # Registered, so that what the test sets is taken back too.
        monkeypatch.setenv(key, "")
        monkeypatch.delenv(key)
    return monkeypatch


def environment() -> dict[str, str]:
    import os

    return {key: os.environ[key] for key in KEYS}


def test_alone(clean):
    processes.set_environment()
    assert environment()["RANK"] == "0"
    assert environment()["WORLD_SIZE"] == "1"


def test_torchrun_is_believed(clean):
    given = dict(zip(KEYS, ("3", "8", "3", "node7", "1234"), strict=True))
    for key, value in (given | TASK).items():
        clean.setenv(key, value)
    processes.set_environment()
    assert environment() == given


def test_tasks_of_one_srun_find_each_other(clean):
    for key, value in TASK.items():
        clean.setenv(key, value)
    answer = SimpleNamespace(stdout="gpu1\ngpu2\n")
    clean.setattr(subprocess, "run", lambda *command, **options: answer)
    processes.set_environment()
    found = environment()
    port = int(found.pop("MASTER_PORT"))
    assert 1024 < port < 65536
    assert found == {
        "RANK": "9",
        "WORLD_SIZE": "16",
        "LOCAL_RANK": "1",
        "MASTER_ADDR": "gpu1",
    }


def test_a_batch_script_of_one_task_is_alone(clean):
    clean.setenv("SLURM_STEP_NUM_TASKS", "1")
    clean.setenv("SLURM_PROCID", "0")
    processes.set_environment()
    assert environment()["WORLD_SIZE"] == "1"


def test_one_device_needs_no_launcher():
    assert launch.launcher(["train"], {}, 1) is None
    # Inside a step of one node the other nodes of the job are not ours.
    inside = {"SLURM_JOB_NUM_NODES": "2", "SLURM_STEP_NUM_NODES": "1"}
    assert launch.launcher(["train"], inside, 1) is None


def test_several_gpus_get_a_process_each():
    command = launch.launcher(["train", "--size", "1.2B"], {}, 8)
    assert command[:3] == [sys.executable, "-m", "torch.distributed.run"]
    assert "--nproc-per-node=8" in command
    assert "--standalone" in command
    assert command[-5:] == ["-m", "sizewise", "train", "--size", "1.2B"]


def test_several_nodes_meet_at_the_first(clean):
    clean.setattr(subprocess, "run", lambda *c, **o: SimpleNamespace(stdout="gpu1\ngpu2\n"))
    job = {
        "SLURM_JOB_NUM_NODES": "2",
        "SLURM_JOB_ID": "7",
        "SLURM_JOB_NODELIST": "gpu[1-2]",
        "SLURM_CPUS_PER_TASK": "12",
    }
    command = launch.launcher(["train"], job, 4)
    assert command[0] == "srun"
    assert {"--nodes=2", "--ntasks=2", "--cpus-per-task=12", "--nnodes=2"} <= set(command)
    [meeting] = [part for part in command if part.startswith("--rdzv-endpoint=gpu1:")]
    assert meeting in launch.launcher(["train"], job, 4)
    assert meeting not in launch.launcher(["train", "--seed", "1"], job, 4)


def test_leaves_before_the_time_limit():
    def left(seconds: float) -> float | None:
        return launch.seconds_left({"SLURM_JOB_END_TIME": str(NOW + seconds)}, NOW)

    assert launch.seconds_left({}, NOW) is None
    assert left(-9) is None
    assert left(3600) == pytest.approx(3600 - 180)
    assert left(60) == pytest.approx(54)
