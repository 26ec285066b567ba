"""What `sizewise why` says of a dry run."""

from types import SimpleNamespace

import pytest
from sizewise import why
from sizewise.study.artifacts import write_json
from sizewise.study.identity import plan

DRY_RUN = """
Building DAG of jobs...
Job stats:
job              count
-------------  -------
train_largest        1

[Wed Nov 25 14:45:08 2026]
rule train_largest:
    input: results/t/stream/main/manifest.json, results/t/stream/main/shards
    output: {results}/training/manifest.json, {results}/training/log.parquet
    log: results/t/logs/train/ladder-83k-seed0.log
    jobid: 6
    reason: Params have changed since last execution: a: b
    wildcards: arm=ladder, size=83k, seed=0
    resources: tmpdir=/tmp
[Wed Nov 25 14:45:08 2026]
rule evaluate:
    input: {results}/training/manifest.json, data/x.csv
    output: {results}/evaluation/manifest.json
    jobid: 7
    reason: Input files updated by another job: {results}/training/manifest.json
    wildcards: arm=ladder, size=83k, seed=0
[Wed Nov 25 14:45:08 2026]
localrule all:
    input: {results}/evaluation/manifest.json
    jobid: 0
    reason: Input files updated by another job
"""


@pytest.fixture
def flow():
    """A study whose jobs' plans are these, whatever is asked."""
    configs = {"train": '{"training":{"learning_rate":0.002}}', "evaluate": '{"evaluation":{}}'}
    return SimpleNamespace(plan=lambda job, told: plan(job, of=dict(told.items()),
                                                       config=configs[job]))  # fmt: skip


def jobs(tmp_path):
    return why.planned_jobs(DRY_RUN.format(results=tmp_path))


def test_jobs_are_read_from_what_snakemake_prints(tmp_path):
    train, evaluate = jobs(tmp_path)
    assert (train.kind, train.name) == ("train", "train ladder 83k seed0")
    assert f"{tmp_path}/training/log.parquet" in train.outputs
    assert evaluate.inputs == {f"{tmp_path}/training/manifest.json", "data/x.csv"}


def reasons(tmp_path, flow):
    found = jobs(tmp_path)
    makers = {name: job for job in found for name in job.outputs}
    return [why._reason(job, flow, makers) for job in found]


def test_a_job_without_a_result_says_so(tmp_path, flow):
    assert reasons(tmp_path, flow) == ["has no result yet"] * 2


def test_the_key_that_changed_is_named_and_what_follows_names_its_cause(tmp_path, flow):
    told = {"arm": "ladder", "size": "83k", "seed": "0"}
    before = plan("train", of=told, config='{"training":{"learning_rate":0.01}}').to_json()
    write_json(tmp_path / "training/manifest.json", before)
    write_json(
        tmp_path / "evaluation/manifest.json",
        plan("evaluate", of=told, config='{"evaluation":{}}').to_json(),
    )
    assert reasons(tmp_path, flow) == [
        "training.learning_rate 0.01 → 0.002", "reads what train ladder 83k seed0 may change",
    ]  # fmt: skip


def test_changed_code_is_named_by_its_module(tmp_path, flow):
    told = {"arm": "ladder", "size": "83k", "seed": "0"}
    before = plan("train", of=told, config='{"training":{"learning_rate":0.002}}').to_json()
    before["code"] = before["code_parts"]["sizewise.study.ladder"] = "0" * 64
    write_json(tmp_path / "training/manifest.json", before)
    assert reasons(tmp_path, flow)[0] == "code of sizewise.study.ladder changed"
