"""What SLURM gave, from the environment or from scontrol."""

import subprocess
import time
from types import SimpleNamespace

import pytest
from sizewise.runs.allocation import Allocation, allocation, first_host
from sizewise.study.errors import StudyError

JOB = (
    "JobId=7 JobName=train UserId=u(1) EndTime=2026-11-29T23:30:00 Deadline=N/A Command=(null) "
    "NodeList=gpu[1-2] BatchHost=gpu1 NumNodes=2 NumCPUs=24 NumTasks=2 CPUs/Task=12 Comment=rule_a"
)
ANSWERS = {
    "job": JOB,
    "hostnames": "gpu1\ngpu2\n",
    "node": "NodeName=gpu1 Arch=x86_64 NodeAddr=10.0.0.1 NodeHostName=login",
}
END = time.mktime((2026, 11, 29, 23, 30, 0, 0, 0, -1))


@pytest.fixture
def scontrol(monkeypatch):
    """Answers of scontrol: a list of the commands that were asked."""
    asked = []

    def answer(command, **_):
        asked.append(command)
        return SimpleNamespace(stdout=ANSWERS[command[2]])

    monkeypatch.setattr(subprocess, "run", answer)
    return asked


def test_without_slurm_there_is_none():
    assert allocation({}) is None


def test_a_job_step_without_variables_asks_scontrol_once_for_all(scontrol):
    environ = {"SLURM_JOB_ID": "7"}
    expected = Allocation(nodes=2, names="gpu[1-2]", ends_at=END)
    assert allocation(environ) == expected
    assert allocation(environ) == expected
    assert scontrol == [["scontrol", "show", "job", "7", "--oneliner"]]
    # srun has not taken this over from sbatch since SLURM 22.05.
    assert environ["SLURM_CPUS_PER_TASK"] == "12"


def test_the_first_node_is_met_where_slurm_reaches_it(scontrol):
    assert first_host("gpu[1-2]") == "10.0.0.1"


def test_the_environment_is_believed(scontrol):
    environ = {
        "SLURM_JOB_ID": "7", "SLURM_JOB_NUM_NODES": "4", "SLURM_JOB_NODELIST": "a[1-4]",
        "SLURM_JOB_END_TIME": "1700000000",
    }  # fmt: skip
    assert allocation(environ) == Allocation(nodes=4, names="a[1-4]", ends_at=1.7e9)
    # Inside a step of one node the other nodes of the job are not ours.
    inside = environ | {"SLURM_STEP_NUM_NODES": "1", "SLURM_STEP_NODELIST": "a3"}
    assert allocation(inside) == Allocation(nodes=1, names="a3", ends_at=1.7e9)
    assert not scontrol


def test_a_step_learns_its_limit(scontrol):
    inside = {"SLURM_JOB_ID": "7", "SLURM_STEP_NUM_NODES": "1", "SLURM_STEP_NODELIST": "gpu2"}
    assert allocation(inside) == Allocation(nodes=1, names="gpu2", ends_at=END)
    assert len(scontrol) == 1


def test_a_job_without_a_limit_has_none(monkeypatch):
    told = SimpleNamespace(stdout=JOB.replace("2026-11-29T23:30:00", "Unknown"))
    monkeypatch.setattr(subprocess, "run", lambda *c, **o: told)
    assert allocation({"SLURM_JOB_ID": "7"}).ends_at is None


def test_a_node_without_scontrol_says_what_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StudyError, match=r"scontrol show job 7 --oneliner: .*put scontrol on PATH"):
        allocation({"SLURM_JOB_ID": "7"})
