"""As many processes as a job has devices."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from sizewise.runs import launch
from sizewise.runs.allocation import Allocation
from sizewise.study.errors import StudyError

NOW = 1.7e9  # seconds since 1970


def test_one_device_needs_no_launcher():
    assert launch.launcher(["train"], {}, 1) is None
    assert (
        launch.launcher(["train"], {}, 1, Allocation(nodes=1, names="gpu1", ends_at=None)) is None
    )


def test_several_gpus_get_a_process_each():
    command = launch.launcher(["train", "--size", "1.2B"], {}, 8)
    assert command[:3] == [sys.executable, "-m", "sizewise.runs.elastic"]
    assert "--nproc-per-node=8" in command
    assert "--standalone" in command
    assert command[-5:] == ["-m", "sizewise", "train", "--size", "1.2B"]


def test_several_nodes_meet_at_the_first(monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *c, **o: SimpleNamespace(stdout="gpu1\ngpu2\n"))
    job = {"SLURM_JOB_ID": "7", "SLURM_CPUS_PER_TASK": "12"}
    given = Allocation(nodes=2, names="gpu[1-2]", ends_at=None)
    command = launch.launcher(["train"], job, 4, given)
    assert command[0] == "srun"
    assert {"--nodes=2", "--ntasks=2", "--cpus-per-task=12", "--nnodes=2"} <= set(command)
    [meeting] = [part for part in command if part.startswith("--rdzv-endpoint=gpu1:")]
    assert meeting in launch.launcher(["train"], job, 4, given)
    assert meeting not in launch.launcher(["train", "--seed", "1"], job, 4, given)


def test_other_nodes_than_planned_are_refused():
    given = Allocation(nodes=2, names="gpu[1-2]", ends_at=None)
    assert launch.nodes_to_use(None, given) is given
    assert launch.nodes_to_use(2, given) is given
    # Whoever planned for one machine and sits in a larger job takes the one.
    assert launch.nodes_to_use(1, given) is None
    assert launch.nodes_to_use(1, None) is None
    with pytest.raises(StudyError, match=r"--nodes 8: this job has 2 \(gpu\[1-2\]\); start it"):
        launch.nodes_to_use(8, given)
    with pytest.raises(StudyError, match="--nodes 2: this job has 1"):
        launch.nodes_to_use(2, None)


def test_processes_that_are_not_those_of_the_plan_are_refused():
    launch.check_processes(1, None, 8)
    launch.check_processes(16, 2, 8)
    with pytest.raises(StudyError, match=r"--nodes 2: 8 process\(es\) train where .* have 16"):
        launch.check_processes(8, 2, 8)


def test_leaves_before_the_time_limit():
    def left(seconds: float) -> float | None:
        job = {"SLURM_JOB_ID": "7", "SLURM_JOB_NUM_NODES": "1", "SLURM_JOB_NODELIST": "gpu1"}
        return launch.seconds_left(job | {"SLURM_JOB_END_TIME": str(NOW + seconds)}, NOW)

    assert launch.seconds_left({}, NOW) is None
    assert left(-9) is None
    assert left(3600) == pytest.approx(3600 - 180)
    assert left(60) == pytest.approx(54)


TORCHRUN = {"RANK": "0", "WORLD_SIZE": "2", "LOCAL_RANK": "0", "MASTER_ADDR": "a",
            "MASTER_PORT": "1"}  # fmt: skip


@pytest.mark.parametrize(
    ("environ", "launched"),
    [
        ({}, False),
        (TORCHRUN, True),
        # One process of torchrun is launched; a platform's variables of one process are nothing.
        (TORCHRUN | {"WORLD_SIZE": "1", "TORCHELASTIC_RUN_ID": "x"}, True),
        (TORCHRUN | {"WORLD_SIZE": "1"}, False),
        ({"RANK": "0"}, False),
        ({"RANK": "0", "WORLD_SIZE": "1", "MASTER_ADDR": "a"}, False),
        ({"OMPI_COMM_WORLD_SIZE": "8", "OMPI_COMM_WORLD_RANK": "3"}, False),
        ({"SLURM_STEP_NUM_TASKS": "8"}, True),
        ({"SLURM_STEP_NUM_TASKS": "8", "SLURM_PTY_PORT": "40001"}, False),
        ({"SLURM_STEP_NUM_TASKS": "1"}, False),
    ],
)
def test_who_was_launched(environ, launched):
    assert launch.is_launched(environ) is launched


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"WORLD_SIZE": "8"}, "WORLD_SIZE=8 without RANK, LOCAL_RANK, MASTER_ADDR, MASTER_PORT"),
        ({"WORLD_SIZE": "many"}, "WORLD_SIZE=many is no number; unset it"),
        ({"SLURM_STEP_NUM_TASKS": "2(x3)"}, r"SLURM_STEP_NUM_TASKS=2\(x3\) is no number"),
    ],
)
def test_variables_that_make_no_sense_are_named(environ, said):
    with pytest.raises(StudyError, match=said):
        launch.is_launched(environ)
