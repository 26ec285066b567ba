"""What a task that fails costs: its own scores, and no other task's."""

import math
from types import SimpleNamespace

import pytest
from sizewise.evaluation.gaps import Gaps, run_what_runs
from sizewise.study.errors import StudyError


def tasks(*names: str, ours: bool = True) -> list[SimpleNamespace]:
    return [SimpleNamespace(name=name, family=name[0], ours=ours) for name in names]


class Results(list):
    """Names of the tasks that gave something, in order."""

    add = list.extend


class Evaluation:
    """Fails as soon as one of the tasks in `faults` is among those that are asked for."""

    def __init__(self, **faults: Exception) -> None:
        self.faults, self.calls = faults, 0

    def __call__(self, some) -> Results:
        self.calls += 1
        for task in some:
            if task.name in self.faults:
                raise self.faults[task.name]
        return Results(task.name for task in some)


def test_without_a_failure_all_tasks_run_at_once():
    evaluation, gaps = Evaluation(), Gaps()
    assert run_what_runs(evaluation, tasks("a", "b", "c"), gaps) == ["a", "b", "c"]
    assert evaluation.calls == 1 and not gaps
    assert run_what_runs(evaluation, [], gaps) == []


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("at", range(7))
def test_one_that_fails_is_left_out_wherever_it_stands(at, ours, capsys):
    names = list("abcdefg")
    evaluation, gaps = Evaluation(**{names[at]: TypeError("two\nlines")}), Gaps()
    found = run_what_runs(evaluation, tasks(*names, ours=ours), gaps)
    assert found == names[:at] + names[at + 1 :]
    assert gaps.to_json() == [{"task": names[at], "family": names[at], "reason": "TypeError: two"}]
    (line,) = capsys.readouterr().err.splitlines()
    where = f"family {names[at]}" if ours else "evaluation.tasks"
    assert line == f"{where}: {names[at]} is left out: TypeError: two"
    # By halves, not one by one.
    assert evaluation.calls <= 1 + 2 * math.ceil(math.log2(len(names)))


def test_it_is_said_once_for_all_checkpoints(capsys):
    evaluation, gaps = Evaluation(b=TypeError("no")), Gaps()
    for _ in range(3):
        assert run_what_runs(evaluation, tasks("a", "b"), gaps) == ["a"]
    assert capsys.readouterr().err.count("left out") == 1


def test_where_nothing_is_left_the_fault_is_no_tasks():
    evaluation = Evaluation(a=TypeError("one"), b=TypeError("two"))
    with pytest.raises(TypeError, match="two"):
        run_what_runs(evaluation, tasks("a", "b"), Gaps())


@pytest.mark.parametrize("error", [StudyError("item b/3: not a finite number"), OSError("full")])
def test_damage_and_disks_are_the_studys_and_no_gap(error):
    gaps = Gaps()
    with pytest.raises(type(error)):
        run_what_runs(Evaluation(b=error), tasks("a", "b", "c"), gaps)
    assert not gaps


def test_what_a_public_task_lacks_is_a_gap():
    both = [*tasks("a"), *tasks("b", "c", ours=False)]
    evaluation, gaps = Evaluation(b=OSError("no network"), c=StudyError("no number")), Gaps()
    assert run_what_runs(evaluation, both, gaps) == ["a"]
    assert set(gaps) == {"b", "c"}


def test_a_lack_of_memory_ends_it_at_once():
    import torch

    for error in (MemoryError(), torch.OutOfMemoryError("CUDA out of memory")):
        evaluation = Evaluation(b=error)
        with pytest.raises(type(error)):
            run_what_runs(evaluation, tasks("a", "b", ours=False), Gaps())
        assert evaluation.calls == 1
