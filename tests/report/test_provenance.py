"""Where a report comes from: the folders of the study as it is configured."""

import json

from sizewise.report import provenance
from sizewise.study.arms import Arms

ARM = {"parent": None, "training": {}}
ARMS = Arms.model_validate({
    "ladder": ARM | {"seeds": {"25k": 1}, "stream": "main"},
    "replay": ARM | {"seeds": {"25k": [1]}, "stream": "mixed"},
})  # fmt: skip


def write(results, folder):
    (results / folder).mkdir(parents=True)
    content = {"job": folder.split("/")[0], "files": {"a": "00"}, "packages": {"torch": "2.13.0"}}
    (results / folder / "manifest.json").write_text(json.dumps(content))


def test_runs_that_left_the_study_are_not_in_its_provenance(tmp_path):
    kept = ["corpus", "world/main", "stream/mixed", "training/ladder/25k/seed0",
            "training/replay/25k/seed1", "evaluation/ladder/25k/seed0", "analysis"]  # fmt: skip
    left = ["training/ladder/25k/seed1", "training/ladder/83k/seed0", "stream/old"]
    for folder in (*left, *reversed(kept)):
        write(tmp_path, folder)
    manifests = provenance.read_manifests(ARMS, tmp_path)
    assert list(manifests) == kept
    assert [row["stage"] for row in provenance.rows(manifests)][:3] == ["corpus", "world", "stream"]
    assert provenance.packages(manifests) == ["torch 2.13.0"]


def test_a_study_without_results_has_no_manifests(tmp_path):
    assert provenance.read_manifests(ARMS, tmp_path) == {}
