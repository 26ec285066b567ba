"""Tasks that an evaluation left out because they failed: said where their families are judged."""

import pytest
from sizewise.analysis.claims.verdicts import missing
from sizewise.analysis.data.inputs import contents_read, read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.report.messages import sentence
from sizewise.study.artifacts import read_json, write_json

from tests.messages import said
from tests.synthetic import make_results

LEFT_OUT = [
    {"task": "biographies_written", "family": "biographies", "reason": "TypeError: '<script>'"},
    {"task": "arc_easy", "family": "arc_easy", "reason": "no network"},
]


@pytest.fixture
def study(tmp_path):
    return make_results(
        tmp_path / "R", sizes=("25k", "83k"), seeds=(0,), steps=[50, 200], items=60,
        bootstrap_samples=100,
    )  # fmt: skip


def test_it_is_said_of_its_family_and_makes_another_analysis(study):
    settings = read_settings(study.config)
    whole = contents_read(settings, study.root)
    assert not any(gap.message.key == "gap-task" for gap in read_inputs(settings, study.root).gaps)
    manifest = study.root / "evaluation/ladder/83k/seed0/manifest.json"
    values = read_json(manifest)
    values["facts"]["gaps"] = LEFT_OUT
    write_json(manifest, values)

    gaps = [g for g in read_inputs(settings, study.root).gaps if g.message.key == "gap-task"]
    assert [gap.family for gap in gaps] == ["biographies", "arc_easy"]
    reason = [one.to_json() for one in missing([gap.message for gap in gaps])]
    assert said(reason, "gap-task", task="biographies_written")
    assert said(reason, "run", size="83k", seed=0)
    assert "the task “arc_easy” at" in sentence(missing([gap.message for gap in gaps])[0])
    left = contents_read(settings, study.root)
    added = {place for place in left if place not in whole}
    assert added == {"evaluation/ladder/83k/seed0/gaps"}
    assert {place: left[place] for place in whole} == whole
    # How it failed is said in the log alone: the same tasks are the same gap.
    values["facts"]["gaps"] = [gap | {"reason": "another"} for gap in LEFT_OUT]
    write_json(manifest, values)
    assert contents_read(settings, study.root) == left
