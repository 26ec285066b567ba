import shutil
from pathlib import Path

import pytest
import yaml
from lm_eval.tasks import TaskManager
from sizewise.evaluation.commands import TASKS_FOLDER
from sizewise.evaluation.gaps import Gaps
from sizewise.evaluation.tasks import load_tasks
from sizewise.study.errors import StudyError

from tests.evaluation.tiny_study import FAMILIES

NEW_FAMILY = """
include: {base}
task: {task}
dataset_kwargs:
  family: riddles
metadata:
  version: 3
"""


def load(folders: dict[str, Path], families=FAMILIES, *, folder=TASKS_FOLDER, further=()):
    return load_tasks(
        folder=folder,
        families=families,
        further=further,
        world=folders["world"],
        corpus=folders["corpus"],
        gaps=Gaps(),
    )


def riddles(choices: bool) -> list[dict]:
    return [
        {
            "item_id": f"riddles/{i}", "family": "riddles", "entity_id": f"riddle{i}",
            "fact_id": None, "kind": "prefix", "prompt": "the moon is",
            "choices": [" low", " red"] * choices,
            "answer": 0, "target": " low", "knobs": {},
        }
        for i in range(2)
    ]  # fmt: skip


def test_all_tasks_of_the_families_are_found(make_study):
    tasks = load(make_study())
    assert [(task.name, task.family, task.output_type) for task in tasks] == [
        ("held_out", "held_out", "loglikelihood_rolling"),
        ("biographies", "biographies", "multiple_choice"),
        ("chains", "chains", "multiple_choice"),
        ("chains_written", "chains", "generate_until"),
        ("sources", "sources", "multiple_choice"),
    ]
    assert {task.version for task in tasks} == {"1"}
    assert [len(task.task.eval_docs) for task in tasks] == [4, 8, 6, 6, 4]


def test_held_out_text_is_that_of_the_mix(make_study):
    folders = make_study()

    def tasks(domains):
        return load_tasks(
            folder=TASKS_FOLDER, families=["chains"], further=(), world=folders["world"],
            corpus=folders["corpus"], gaps=Gaps(), domains=domains,
        )  # fmt: skip

    some = {task.name: task for task in tasks(["chains", "code"])}
    assert [doc["domain"] for doc in some["held_out"].task.eval_docs] == ["code"]
    assert [task.name for task in tasks(["chains"])] == ["chains", "chains_written"]


def test_no_task_file_adds_examples_or_a_delimiter():
    """num_fewshot of a task file beats every argument, and the choices bring their own space."""
    manager = TaskManager(include_path=str(TASKS_FOLDER), include_defaults=False)
    assert len(manager.task_index) > 4
    for name in manager.all_subtasks:
        config = manager.task_index[name].cfg
        assert config["num_fewshot"] == 0, name
        assert config.get("fewshot_split") is None, name
        assert isinstance(config["metadata"]["version"], int), name
        if config["output_type"] != "loglikelihood_rolling":
            assert config["target_delimiter"] == "", name
            assert config["doc_to_text"] == "prompt", name


def test_prompts_and_choices_reach_the_model_as_they_are(make_study):
    tasks = {task.name: task.task for task in load(make_study())}
    chains = tasks["chains"]
    chains.build_all_requests()
    assert chains.instances[3].args == ("k0 v0 ; start k0 :", " 3")
    written = tasks["chains_written"]
    written.build_all_requests()
    prompt, settings = written.instances[0].args
    assert prompt == "k0 v0 ; start k0 :"
    assert settings["until"] == ["\n"]
    assert settings["do_sample"] is False


@pytest.mark.parametrize(
    ("choices", "base", "task"),
    [(True, "_choice.yaml", "riddles"), (False, "_written.yaml", "riddles_written")],
)
def test_a_new_family_is_one_file(make_study, tmp_path, choices, base, task):
    folders = make_study(items={"riddles": riddles(choices)})
    folder = tmp_path / "tasks"
    shutil.copytree(TASKS_FOLDER, folder)
    (folder / f"{task}.yaml").write_text(NEW_FAMILY.format(base=base, task=task))
    found = load(folders, ["riddles"], folder=folder)
    assert [(t.name, t.family, t.version) for t in found[1:]] == [(task, "riddles", "3")]


@pytest.mark.parametrize(("choices", "file"), [(True, "riddles"), (False, "riddles_written")])
def test_a_family_without_its_task_file_is_named(make_study, choices, file):
    folders = make_study(items={"riddles": riddles(choices)})
    with pytest.raises(StudyError, match=rf"riddles\.jsonl.*add .*/{file}\.yaml") as error:
        load(folders, ["riddles"])
    assert "\n" not in str(error.value)


def test_a_family_without_written_items_needs_no_such_task(make_study, tmp_path):
    folders = make_study(items={"riddles": riddles(choices=True)})
    folder = tmp_path / "tasks"
    shutil.copytree(TASKS_FOLDER, folder)
    for base, task in (("_choice.yaml", "riddles"), ("_written.yaml", "riddles_written")):
        (folder / f"{task}.yaml").write_text(NEW_FAMILY.format(base=base, task=task))
    assert [t.name for t in load(folders, ["riddles"], folder=folder)] == ["held_out", "riddles"]


def test_a_further_task_may_be_any_task_file(make_study, tmp_path):
    config = yaml.safe_load((TASKS_FOLDER / "biographies.yaml").read_text())
    config |= {"include": str(TASKS_FOLDER / "_choice.yaml"), "task": "again"}
    path = tmp_path / "again.yaml"
    path.write_text(yaml.safe_dump(config))
    tasks = load(make_study(), ["chains"], further=[str(path)])
    assert [task.name for task in tasks] == ["held_out", "chains", "chains_written", "again"]


@pytest.mark.slow
def test_an_unknown_further_task_is_named(make_study):
    with pytest.raises(StudyError, match=r"evaluation\.tasks: no task 'arc_esay'"):
        load(make_study(), further=["arc_esay"])
