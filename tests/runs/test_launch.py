"""As many processes as a job has devices."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from sizewise.runs import launch

NOW = 1.7e9  # seconds since 1970


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


def test_several_nodes_meet_at_the_first(monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *c, **o: SimpleNamespace(stdout="gpu1\ngpu2\n"))
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
