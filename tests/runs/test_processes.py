"""Who takes part in a training."""

import subprocess
from types import SimpleNamespace

import pytest
from sizewise.runs import processes
from sizewise.study.errors import StudyError

TASK = {
    "SLURM_STEP_NUM_TASKS": "16",
    "SLURM_STEP_NODELIST": "gpu[1-2]",
    "SLURM_JOB_ID": "4711",
    "SLURM_STEP_ID": "0",
    "SLURM_PROCID": "9",
    "SLURM_LOCALID": "1",
}
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


@pytest.mark.parametrize("left", [{"RANK": "0"}, {"RANK": "5", "WORLD_SIZE": "1"}])
def test_what_another_launcher_left_is_replaced(clean, left):
    for key, value in left.items():
        clean.setenv(key, value)
    processes.set_environment()
    assert environment()["RANK"] == "0"
    assert environment()["WORLD_SIZE"] == "1"


def test_processes_that_nobody_started_are_not_waited_for_for_ever(clean):
    clean.setenv("MASTER_ADDR", "127.0.0.1")
    clean.setenv("MASTER_PORT", "0")
    with pytest.raises(StudyError, match=r"2 processes did not meet at 127\.0\.0\.1:0 within 1 s"):
        processes.meet(0, 2, seconds=1)


def test_what_the_system_refuses_ends_the_others_too(monkeypatch):
    import torch.distributed as dist

    sent = []
    monkeypatch.setattr(dist, "broadcast_object_list", lambda outcome, **o: sent.append(outcome[1]))
    first = processes.Processes(rank=0, world=2, device="cpu")

    def full() -> None:
        raise OSError(28, "No space left on device", "runs/x")

    with pytest.raises(StudyError, match="runs/x: No space left on device"):
        first.on_first(full)
    assert sent[0].startswith("runs/x: No space")


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
