"""What jobs of a cluster run before their command, carried out by a shell."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml
from sizewise.flow import Flow
from sizewise.planning.cluster import read_cluster
from sizewise.study.errors import StudyError
from sizewise.study.sections import ASIDES_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
QUICK, CLUSTER_STUDY = ROOT / "config.yaml", ROOT / "studies/cluster.yaml"

# What stands for programs of a cluster: each says how it was called.
APPTAINER = """#!/bin/bash
printf '%s\\n' "$@" > {folder}/apptainer
while [ "$1" != bash ]; do shift; done
INSIDE=yes exec "$@"
"""
SQUEUE = """#!/bin/bash
case "$*" in *%N*) echo gpu7 ;; *%e*) echo {end} ;; esac
"""
MODULE = "module() {{ echo module $* >> {folder}/modules; }}; export -f module; "


@pytest.fixture
def flow(tmp_path):
    """A flow on the cluster of slurm/ with other keys."""

    def make(*files: Path, **keys) -> Flow:
        values = yaml.safe_load((ROOT / "slurm/cluster.yaml").read_text()) | keys
        (tmp_path / "cluster.yaml").write_text(yaml.safe_dump(values))
        return Flow(files or [QUICK], {"cluster": str(tmp_path / "cluster.yaml")})

    return make


def carried_out(flow: Flow, command: str, folder: Path, end: str = "N/A", job: str = "17"):
    """The result of a rule's command as bash gets it, on a cluster that is not there."""
    for name, text in {"apptainer": APPTAINER, "squeue": SQUEUE}.items():
        program = folder / name / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text.format(folder=folder / "said", end=end))
        program.chmod(0o755)
    (folder / "said").mkdir(exist_ok=True)
    prefix, suffix = (
        text.replace("{{", "{").replace("}}", "}")
        for text in (flow.prefix("/the study", conda=False), flow.suffix)
    )
    script = " ".join((prefix, command, suffix)).strip()
    path = f"{folder}/apptainer:{folder}/squeue:/usr/bin:/bin"
    return subprocess.run(
        ["bash", "-c", MODULE.format(folder=folder / "said") + script], cwd=folder,
        capture_output=True, text=True, env={"PATH": path, "SLURM_JOB_ID": job},
    )  # fmt: skip


SHOW = "for name in INSIDE PYTHONPATH NCCL SLURM_JOB_NUM_NODES SLURM_JOB_NODELIST " \
    "SLURM_JOB_END_TIME; do echo $name=${!name-}; done"  # fmt: skip


def test_a_container_runs_the_command_and_knows_the_allocation(flow, tmp_path):
    contained = flow(
        modules=["apptainer/1.3"], container="/images/a b.sif", environment={"NCCL": "{ib0}"},
        container_options=["--nv", "--bind", "/scratch/$USER"],
    )  # fmt: skip
    done = carried_out(contained, SHOW, tmp_path, end="2026-11-30T12:00:00")
    assert done.returncode == 0, done.stderr
    told = dict(line.split("=", 1) for line in done.stdout.splitlines())
    end = subprocess.run(
        ["date", "--date=2026-11-30T12:00:00", "+%s"], capture_output=True, text=True, check=True
    )
    assert told == {
        "INSIDE": "yes", "PYTHONPATH": "/the study/workflow", "NCCL": "{ib0}",
        "SLURM_JOB_NUM_NODES": "1", "SLURM_JOB_NODELIST": "gpu7",
        "SLURM_JOB_END_TIME": end.stdout.strip(),
    }  # fmt: skip
    assert (tmp_path / "said/modules").read_text() == "module load apptainer/1.3\n"
    called = (tmp_path / "said/apptainer").read_text().splitlines()
    assert called == ["exec", "--pwd", str(tmp_path), "--bind", str(tmp_path), "--nv", "--bind",
                      "/scratch/$USER", "/images/a b.sif", "bash", "-s"]  # fmt: skip


def test_a_job_without_a_limit_has_none_inside(flow, tmp_path):
    done = carried_out(flow(container="image.sif"), SHOW, tmp_path)
    assert "SLURM_JOB_END_TIME=0\n" in done.stdout


@pytest.mark.parametrize("container", [None, "image.sif"])
def test_a_command_that_fails_in_front_of_tee_fails(flow, tmp_path, container):
    done = carried_out(flow(container=container), "false | tee log", tmp_path)
    assert done.returncode == 1
    done = carried_out(flow(container=container), 'echo "it\'s {1,2}" | tee log', tmp_path)
    assert (done.returncode, done.stdout) == (0, "it's {1,2}\n")


def test_keys_that_decide_no_result_reach_a_container(flow, tmp_path):
    done = carried_out(flow(container="image.sif"), f"echo ${ASIDES_VARIABLE}", tmp_path)
    assert "training" in json.loads(done.stdout)


def test_a_training_over_nodes_in_a_container_is_refused(flow):
    with pytest.raises(StudyError, match=r"container: srun would start .*6\.4B.* outside of it"):
        flow(QUICK, CLUSTER_STUDY, container="image.sif")
    assert flow(QUICK, CLUSTER_STUDY, container="image.sif", max_nodes=1, max_jobs=99).container


@pytest.mark.parametrize("name", ["slurm", "slurm-a100"])
def test_unknown_and_mistyped_keys_are_refused(tmp_path, name):
    values = yaml.safe_load((ROOT / name / "cluster.yaml").read_text())
    assert read_cluster(ROOT / name / "cluster.yaml").container is None
    for key, value in {"apptainer": "image.sif", "container_options": "--nv"}.items():
        (tmp_path / "cluster.yaml").write_text(yaml.safe_dump(values | {key: value}))
        with pytest.raises(StudyError, match=key):
            read_cluster(tmp_path / "cluster.yaml")
