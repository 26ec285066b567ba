"""The cluster study is planned without SLURM and network, in fewer parts and shards."""

import re
import sys

import pytest
import yaml
from sizewise.flow import Flow

from tests.workflow.project import ROOT, copy_of_project, run

pytestmark = pytest.mark.slow
CLUSTER_STUDY = "studies/cluster.yaml"
# Its 2,400 parts and 280 shards take Snakemake minutes; what differs is their number alone.
FEWER = {"corpus": {"parts": 24}, "stream": {"shard_tokens": 10_737_418_240}}


def test_the_cluster_study_is_planned(tmp_path):
    folder = copy_of_project(tmp_path)
    (folder / "fewer.yaml").write_text(yaml.safe_dump(FEWER))
    done = run(
        folder, sys.executable, "-m", "snakemake", "--profile", "slurm", "--configfile",
        CLUSTER_STUDY, "fewer.yaml", "--dry-run", "--quiet", "rules",
    )  # fmt: skip
    # The logger of the profile writes names of rules with blanks.
    counts = {
        rule.replace(" ", "_"): int(count)
        for rule, count in re.findall(
            r"^ *([a-z_ ]*[a-z_]) +(\d+) *$", done.stdout + done.stderr, re.M
        )
    }
    flow = Flow([ROOT / "config.yaml", ROOT / CLUSTER_STUDY, folder / "fewer.yaml"], {})
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
