"""Rows of public lm-eval tasks in items.parquet: scored, and kept apart from claims."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.tables.scores import scores_table
from sizewise.study.formats import answers

from tests.manifests import write_manifest
from tests.synthetic import make_results, write


def public_rows(like: pd.DataFrame) -> pd.DataFrame:
    """Eight items a step: one continuation each, or four choices with two right ones."""
    rows = []
    for step in sorted(like["step"].unique()):
        for i in range(8):
            base = like.iloc[0].to_dict() | {
                "step": step, "entity_id": None, "fact_id": None, "knobs": "{}", "answer": None,
                "predicted": None, "brier": None, "margin": None, "edit_similarity": None,
                "correct": i < 2,
            }  # fmt: skip
            rows.append(base | {
                "family": "lambada_openai", "kind": "sensibility", "item_id": f"lambada_openai/{i}",
                "log_probabilities": [np.log(0.25)], "probability": 0.25,
            })  # fmt: skip
            rows.append(base | {
                "family": "webqs", "kind": "knowledge", "item_id": f"webqs/{i}",
                "log_probabilities": [-1.0, -2.0, -3.0, -4.0], "probability": None,
                "correct": None if i == 7 else i < 2,
            })  # fmt: skip
    return pd.DataFrame(rows, columns=like.columns)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    root = tmp_path_factory.mktemp("fake") / "R"
    study = make_results(root, sizes=["25k", "83k"], seeds=[0], steps=[100, 600], items=60)
    for path in (root / "evaluation").rglob("items.parquet"):
        items = pd.read_parquet(path)
        write(answers.TABLE, path, pd.concat([items, public_rows(items)], ignore_index=True))
        files = [path, path.with_name("held_out.parquet")]
        write_manifest(path.parent, job="evaluate", files=files)
    return read_inputs(read_settings(study.config), root)


def test_claims_see_planted_families_alone(inputs):
    assert set(inputs.public) == {"lambada_openai", "webqs"}
    assert set(inputs.panels) == {"biographies", "chains", "sources"}
    assert not any(
        "webqs" in str(gap.message) or "lambada" in str(gap.message) for gap in inputs.gaps
    )


def test_scores_have_them_by_axis(inputs):
    scores = scores_table(inputs)
    scores = scores[(scores["step"] == 600) & (scores["size"] == "83k")]
    scores = scores.set_index(["family", "kind", "metric"])["value"]
    assert scores["lambada_openai", "sensibility", "accuracy"] == pytest.approx(2 / 8)
    assert scores["lambada_openai", "sensibility", "probability"] == pytest.approx(0.25)
    # The item without a verdict counts on neither side.
    assert scores["webqs", "knowledge", "accuracy"] == pytest.approx(2 / 7)
    assert ("webqs", "knowledge", "probability") not in scores


def test_one_continuation_is_no_choice(inputs):
    assert (inputs.public["lambada_openai"].items["choices"] == 0).all()
    assert (inputs.public["webqs"].items["choices"] == 4).all()
