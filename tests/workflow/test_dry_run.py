"""The cluster study is planned whole: thousands of jobs, on a machine without SLURM and network."""

import re
import sys

import pytest
from sizewise.flow import Flow

from tests.workflow.project import ROOT, copy_of_project, run

pytestmark = pytest.mark.slow
CLUSTER_STUDY = "studies/cluster.yaml"


def test_the_cluster_study_is_planned(tmp_path):
    folder = copy_of_project(tmp_path)
    done = run(
        folder, sys.executable, "-m", "snakemake", "--profile", "slurm", "--configfile",
        CLUSTER_STUDY, "--dry-run", "--quiet", "rules",
    )  # fmt: skip
    counts = {
        rule: int(count)
        for rule, count in re.findall(r"^(\w+) +(\d+)$", done.stdout + done.stderr, re.M)
    }
    flow = Flow([ROOT / "config.yaml", ROOT / CLUSTER_STUDY], {})
    parts, runs = flow.study.corpus.parts, len(flow.study.runs())
    shards = len(flow.shards("{shard}")(type("Main", (), {"stream": "main"})))
    assert counts["read"] == counts["screen"] == parts
    assert counts["encode"] == parts + 1
    assert counts["pack"] == shards
    trainings = ("train", "train_largest", "train_on_nodes")
    assert sum(counts.get(rule, 0) for rule in trainings) == runs
    assert counts["train_on_nodes"] > 0
    assert counts["evaluate"] == runs
    assert counts["total"] == sum(n for rule, n in counts.items() if rule != "total")
