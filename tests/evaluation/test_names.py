"""Names of public tasks, checked before anything is trained."""

import pytest
import yaml
from sizewise.evaluation.names import TASKS_FOLDER, _data_set, _task_files, check_tasks, scripted
from sizewise.study.errors import StudyError


def said(*names: str) -> str:
    with pytest.raises(StudyError) as error:
        check_tasks(names)
    text = str(error.value)
    assert "\n" not in text and text.startswith("evaluation.tasks: ")
    return text


def test_every_task_of_the_studies_is_known():
    for path in (TASKS_FOLDER.parents[1] / "studies").glob("*.yaml"):
        check_tasks((yaml.safe_load(path.read_text()).get("evaluation") or {}).get("tasks") or [])


def test_others_of_lm_eval_are_found_by_task_tag_and_group():
    check_tasks(["hellaswag", "mmlu", "arithmetic"])


def test_an_unknown_name_is_refused():
    assert "no task 'no_such_task'; see workflow/tasks/public.csv" in said("no_such_task")
    assert "no task 'openbook_qa'; did you mean 'openbookqa'?" in said("openbook_qa")
    assert "/no/such.yaml: no such file" in said("/no/such.yaml")


@pytest.mark.parametrize(
    ("task", "instead"),
    [("anagrams1", "bbh_fewshot_word_sorting"), ("ethics_cm", "moral_stories"),
     ("logiqa2", "agieval_logiqa_en")],
)  # fmt: skip
def test_a_data_set_that_is_a_script_is_named_with_what_takes_its_place(task, instead):
    assert said(task).endswith(f"a data set that is a script, which is never run; take {instead}")


@pytest.mark.slow
def test_the_table_of_scripts_is_of_what_lm_eval_reads_and_what_it_has():
    read = {_data_set(path) for path in _task_files()}
    table = scripted(TASKS_FOLDER)
    assert table.keys() <= read
    check_tasks(set(table.values()))
