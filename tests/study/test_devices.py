"""Which GPUs a job takes, and what it says where there are none."""

import sys
from types import SimpleNamespace

import pytest
from sizewise.study import devices
from sizewise.study.errors import StudyError


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine without GPUs, whose caches lie in the test's folder."""
    for name in devices._GIVEN:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("SIZEWISE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(devices, "_DRIVER", tmp_path / "driver")
    monkeypatch.setattr(devices.shutil, "which", lambda name: None)
    monkeypatch.setattr(devices, "_held", [])
    return monkeypatch


def test_gpus_are_counted_without_torch(machine, tmp_path):
    assert devices.local_gpus({}) == []
    for name in ("0000:01:00.0", "0000:02:00.0"):
        (tmp_path / "driver" / name).mkdir(parents=True)
    assert devices.local_gpus({}) == ["0", "1"]
    assert devices.local_gpus({"CUDA_VISIBLE_DEVICES": "3"}) == ["3"]
    assert devices.local_gpus({"CUDA_VISIBLE_DEVICES": ""}) == []
    assert devices.local_gpus({"CUDA_VISIBLE_DEVICES": "-1"}) == []


def test_where_only_the_drivers_tool_knows_it_is_asked(machine):
    told = "GPU 0: X (UUID: GPU-1)\n  MIG 1g.10gb Device 0: (UUID: MIG-1)\nGPU 1: X (UUID: GPU-2)\n"
    machine.setattr(devices.shutil, "which", lambda name: "/usr/bin/nvidia-smi")
    machine.setattr(devices.subprocess, "run", lambda *c, **o: SimpleNamespace(stdout=told))
    assert devices.local_gpus({}) == ["0", "1"]


def test_each_job_takes_a_gpu_that_no_other_holds(machine):
    machine.setenv("CUDA_VISIBLE_DEVICES", "4,5,6")
    machine.setattr(devices, "check_gpu", lambda asked: None)
    taken = []
    for _ in range(3):
        # `take` names one; the next job sees all again.
        devices.take(1)
        taken.append(devices.os.environ["CUDA_VISIBLE_DEVICES"])
        machine.setenv("CUDA_VISIBLE_DEVICES", "4,5,6")
    assert taken == ["4", "5", "6"]
    devices._held[1].release()
    devices.take(1)
    assert devices.os.environ["CUDA_VISIBLE_DEVICES"] == "5"


def test_more_than_there_are_is_a_line(machine):
    with pytest.raises(StudyError, match=r"--gpus 2: this machine has none that a job may use"):
        devices.take(2)


@pytest.mark.skipif("torch" in sys.modules and sys.modules["torch"].cuda.is_available(),
                    reason="this machine has a GPU")  # fmt: skip
@pytest.mark.parametrize(
    ("name", "value"), [("CUDA_VISIBLE_DEVICES", "0"), ("SLURM_JOB_GPUS", "2,3")]
)
def test_a_gpu_that_was_given_and_cannot_be_used_is_no_silent_cpu(machine, name, value):
    machine.setenv(name, value)
    with pytest.raises(StudyError, match=rf"{name}={value}: a GPU was asked for, and torch .* can"):
        devices.take(None)


def test_where_none_was_asked_for_nothing_is_said(machine):
    machine.setenv("SLURM_GPUS_ON_NODE", "0")
    devices.take(0)
    devices.take(None)
