"""Public tasks through the same runner, on local data sets in the layout of the hub."""

import json
import math

import pandas as pd
import pytest
import yaml
from datasets import Dataset
from sizewise.evaluation.commands import TASKS_FOLDER
from sizewise.evaluation.gaps import Gaps
from sizewise.evaluation.job import evaluate_run
from sizewise.evaluation.public_tasks import read_axes
from sizewise.evaluation.tasks import load_tasks
from sizewise.study.errors import StudyError
from sizewise.study.runs import Run
from sizewise.study.store import STORE_VARIABLE
from sizewise.study.work import command

from tests.evaluation.tiny_study import CITIES, NAMES, study, tiny_model

CARD = """\
---
license: cc0-1.0
configs:
- config_name: default
  data_files:
  - split: test
    path: data/test-*
---
# Houses
"""
ROWS = [
    {
        "question": f"{name} was born in", "options": list(CITIES[: 2 + i % 3]), "label": i % 2,
        "letters": ["A", "B"], "answers": [CITIES[i % 4], CITIES[(i + 1) % 4]],
        # Columns that planted items have too, with another meaning and type.
        "target": i, "kind": i, "knobs": [i], "item_id": 7,
    }
    for i, name in enumerate(NAMES)
]  # fmt: skip
COMMON = {"test_split": "test", "num_fewshot": 0, "metadata": {"version": 2}}
ACCURACY = [{"metric": "acc", "aggregation": "mean", "higher_is_better": True}]
MATCH = [{"metric": "exact_match", "aggregation": "mean", "higher_is_better": True}]
CHOICE = {
    "output_type": "multiple_choice", "doc_to_text": "{{question}}", "doc_to_choice": "options",
    "doc_to_target": "label", "metric_list": ACCURACY,
}  # fmt: skip
WRITTEN = {
    "output_type": "generate_until", "doc_to_text": "{{question}}", "doc_to_target": "answers",
    "generation_kwargs": {"until": ["\n"], "max_gen_toks": 6, "do_sample": False},
    "filter_list": [
        {"name": "first-letter", "filter": [
            {"function": "regex", "regex_pattern": "([A-Za-z])"}, {"function": "take_first"}]},
        {"name": "whole", "filter": [{"function": "take_first"}]},
    ],
    "metric_list": [{**MATCH[0], "ignore_case": True}],
}  # fmt: skip
CONTINUED = {
    "output_type": "loglikelihood", "doc_to_text": "{{question}}",
    "doc_to_target": "{{answers[0]}}", "metric_list": ACCURACY,
}  # fmt: skip


@pytest.fixture
def hub(tmp_path):
    """A data set as `git clone` brings it from the hub: a card and data/test-*.parquet."""
    folder = tmp_path / "houses"
    (folder / "data").mkdir(parents=True)
    (folder / "README.md").write_text(CARD)
    Dataset.from_list(ROWS).to_parquet(folder / "data" / "test-00000-of-00001.parquet")
    return folder


@pytest.fixture
def write_task(tmp_path, hub):
    def write(name: str, config: dict, dataset=hub) -> str:
        path = tmp_path / f"{name}.yaml"
        config = {"task": name, "dataset_path": str(dataset), **COMMON, **config}
        path.write_text(yaml.safe_dump(config))
        return str(path)

    return write


def evaluated(make_study, tasks) -> pd.DataFrame:
    """Items of the last checkpoint; an evaluation that may not reach the hub."""
    folders = make_study(models={10: tiny_model(10)})
    evaluate_run(
        study(["chains"], checkpoints=1, tasks=tasks), training=folders["training"],
        world=folders["world"], corpus=folders["corpus"], run=Run("ladder", "25k", 0),
        output=folders["output"], tasks_folder=TASKS_FOLDER,
    )  # fmt: skip
    items = pd.read_parquet(folders["output"] / "items.parquet")
    assert set(items.family) > {"chains"}
    return items[items.family != "chains"].reset_index(drop=True)


def test_all_three_output_types_stand_beside_the_planted_items(make_study, write_task):
    tasks = [write_task("choice", CHOICE), write_task("written", WRITTEN),
             write_task("continued", CONTINUED)]  # fmt: skip
    items = evaluated(make_study, tasks).set_index("family")
    assert set(items.index) == {"choice", "written", "continued"}
    assert (items.groupby("family").size() == len(ROWS)).all()
    assert list(items.loc["choice"].item_id) == [f"choice/{i}" for i in range(len(ROWS))]
    assert (items.kind == items.index).all() and (items.knobs == "{}").all()
    assert (items.task_version == "2").all()

    for row, doc in zip(items.loc["choice"].itertuples(), ROWS, strict=True):
        p = [math.exp(x) for x in row.log_probabilities]
        assert len(p) == len(doc["options"]) and row.answer == doc["label"]
        assert row.probability == pytest.approx(p[doc["label"]] / sum(p))
        assert row.correct == (p.index(max(p)) == doc["label"])
        assert row.target.strip() == doc["options"][doc["label"]]
        assert row.brier > 0 and math.isfinite(row.margin)
    continued = items.loc["continued"]
    assert [len(x) for x in continued.log_probabilities] == [1] * len(ROWS)
    assert continued.probability.between(0, 1, inclusive="neither").all()
    assert continued.correct.notna().all() and continued.answer.isna().all()


def test_written_answers_are_judged_by_the_tasks_own_filter_and_metric(make_study, write_task):
    """The first filter leaves one letter, which no city is: wrong by the task, whatever stands
    in the raw answer. With the letters themselves for answers the same text is judged anew."""
    every = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    right = WRITTEN | {"doc_to_target": f"{{{{{every}}}}}"}
    items = evaluated(make_study, [write_task("cities", WRITTEN), write_task("letters", right)])
    cities, letters = (items[items.family == name] for name in ("cities", "letters"))
    assert list(cities.generated) == list(letters.generated)
    has_letter = [any(c.isascii() and c.isalpha() for c in text) for text in cities.generated]
    assert not cities.correct.any() and any(has_letter)
    assert list(letters.correct) == has_letter
    assert list(cities.target) == [row["answers"][0] for row in ROWS]
    assert cities.edit_similarity.between(0, 1).all()


@pytest.mark.parametrize("change", [
    {"doc_to_target": "{{options[label]}}"},                       # the text of the right choice
    {"metric_list": [*ACCURACY, {"metric": "acc_mutual_info"}]},  # choices without the prompt too
])  # fmt: skip
def test_other_ways_to_name_the_right_choice_give_the_same_scores(make_study, write_task, change):
    tasks = [write_task("plain", CHOICE), write_task("other", CHOICE | change)]
    items = evaluated(make_study, tasks)
    plain, other = (items[items.family == name].reset_index() for name in ("plain", "other"))
    for column in ("answer", "predicted", "correct", "probability", "brier", "margin", "target"):
        assert list(plain[column]) == list(other[column]), column


def test_choices_may_stand_in_the_prompt(make_study, write_task):
    """As in winogrande: one ending after several prompts; doc_to_text gives the right one."""
    config = CHOICE | {"doc_to_text": "label", "doc_to_target": "came home"}
    items = evaluated(make_study, [write_task("endings", config)])
    assert list(items.answer) == [row["label"] for row in ROWS]
    assert items.log_probabilities.map(lambda x: len(set(x))).gt(1).all()


def test_several_right_choices_are_judged_by_the_task(make_study, write_task):
    config = CHOICE | {"doc_to_target": "{{[0, 1]}}"}
    items = evaluated(make_study, [write_task("several", config)])
    best = items.log_probabilities.map(lambda x: list(x).index(max(x)))
    assert list(items.correct) == list(best < 2)
    assert items.answer.isna().all() and items.probability.isna().all()


def test_the_axis_of_a_known_task_is_its_kind(make_study, write_task):
    items = evaluated(make_study, [write_task("arc_easy", CHOICE), write_task("piqa", CHOICE)])
    assert set(items.kind) == {"reason"} and set(items.family) == {"arc_easy", "piqa"}


def test_every_task_of_the_studies_has_an_axis():
    axes = read_axes(TASKS_FOLDER)
    for path in (TASKS_FOLDER.parents[1] / "studies").glob("*.yaml"):
        tasks = (yaml.safe_load(path.read_text()).get("evaluation") or {}).get("tasks") or []
        assert set(tasks) <= set(axes), path.name
        assert not tasks or len({axes[task] for task in tasks}) == 6, path.name


@pytest.mark.slow
def test_every_task_with_an_axis_is_lm_evals_and_runs_no_code():
    from lm_eval.tasks import TaskManager

    index = TaskManager().task_index
    for name in read_axes(TASKS_FOLDER):
        config = index[name].cfg
        assert config["output_type"] != "loglikelihood_rolling", name
        assert not config.get("unsafe_code"), name


def load(make_study, *tasks, gaps=None):
    folders = make_study()
    return load_tasks(folder=TASKS_FOLDER, families=["chains"], further=tasks,
                      world=folders["world"], corpus=folders["corpus"],
                      gaps=Gaps() if gaps is None else gaps)  # fmt: skip


def gap(make_study, capsys, name: str) -> str:
    """Why the one further task has no scores; the study's own tasks are there."""
    loaded = load(make_study, name, gaps=(gaps := Gaps()))
    assert all(task.ours for task in loaded)
    (reason,) = (left_out.reason for left_out in gaps.values())
    (said,) = [x for x in capsys.readouterr().err.splitlines() if x.startswith("evaluation.tasks")]
    assert reason in said and "\n" not in reason
    return said


def test_a_data_set_that_is_not_there_is_a_gap(make_study, write_task, tmp_path, capsys):
    said = gap(make_study, capsys, write_task("none", CHOICE, dataset=tmp_path / "no such folder"))
    assert "is left out: it cannot be loaded (" in said and "and evaluate again" in said


@pytest.mark.slow
def test_without_a_network_a_public_task_is_a_gap(make_study, capsys):
    """The variable HF_HUB_OFFLINE is set for all tests of this room (tiny_study)."""
    assert gap(make_study, capsys, "arc_easy").startswith("evaluation.tasks: arc_easy is left out:")


@pytest.mark.parametrize("change", [
    {"test_split": "train"}, {"dataset_name": "other"},
])  # fmt: skip
def test_a_task_that_does_not_fit_its_data_set_is_a_gap(make_study, write_task, change, capsys):
    assert "unfit.yaml" in gap(make_study, capsys, write_task("unfit", CHOICE | change))


def test_a_task_that_fails_while_it_runs_costs_its_own_scores_alone(
    make_study, write_task, capsys, monkeypatch, tmp_path
):
    """The prompt of one task cannot be made; the other public task and the planted ones stand."""
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    late = "{% if target %}{{question / 2}}{% endif %}"  # the first row is tried when it is loaded
    broken = write_task("broken", CHOICE | {"doc_to_text": late})
    with command():
        items = evaluated(make_study, [broken, write_task("choice", CHOICE)])
    assert set(items.family) == {"choice"} and len(items) == len(ROWS)
    said = capsys.readouterr().err
    assert said.count("evaluation.tasks: broken is left out: TypeError") == 1
    # With a gap it is no result to be found again.
    assert not list((tmp_path / "store").glob("evaluate/*"))


def test_a_task_that_runs_code_is_refused(make_study, write_task):
    with pytest.raises(StudyError, match=r"coding runs code that a model wrote"):
        load(make_study, write_task("coding", WRITTEN | {"unsafe_code": True}))


@pytest.mark.parametrize("text", ["", "task\na\n", "task,axis\narc_easy,\n"])
def test_a_damaged_table_of_axes_is_named(tmp_path, text):
    (tmp_path / "public.csv").write_text(text)
    with pytest.raises(StudyError, match=r"public\.csv: needs the columns task, axis"):
        read_axes(tmp_path)
    with pytest.raises(StudyError, match=r"public\.csv: missing"):
        read_axes(tmp_path / "none")


def test_jsonl_in_the_same_layout_is_read_too(make_study, write_task, hub):
    (hub / "data" / "test-00000-of-00001.parquet").unlink()
    lines = [json.dumps(row) for row in ROWS]
    (hub / "data" / "test-00000.jsonl").write_text("\n".join(lines) + "\n")
    (task,) = load(make_study, write_task("choice", CHOICE))[-1:]
    assert (task.name, task.planted, len(task.task.eval_docs)) == ("choice", False, len(ROWS))
