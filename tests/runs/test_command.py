"""How a command that trains ends."""

import pytest
from sizewise.runs import command
from sizewise.runs.processes import Processes
from sizewise.runs.signals import Stopped
from sizewise.study.errors import StudyError


@pytest.fixture
def join(monkeypatch):
    """Take part as a process of a given rank; yields a list that tells when it has left."""
    left = []
    monkeypatch.setattr(command.launch, "launch_if_needed", lambda arguments, nodes: None)
    monkeypatch.setattr(command.processes, "set_environment", lambda: None)
    monkeypatch.setattr(command.processes, "stop", lambda: left.append(True))

    def at(rank: int):
        here = Processes(rank=rank, world=2, device="cpu")
        monkeypatch.setattr(command.processes, "start", lambda: here)
        return command.taking_part(), left

    return at


@pytest.mark.parametrize(
    ("rank", "said"), [(0, "sizewise: stopped by SIGTERM after step 3\n"), (1, "")]
)
def test_stopped_is_an_exit_status_and_said_once(join, capsys, rank, said):
    part, left = join(rank)
    with pytest.raises(SystemExit) as end, part:
        raise Stopped("stopped by SIGTERM after step 3")
    assert end.value.code == 75
    assert capsys.readouterr().err == said
    assert left == [True]


def test_a_mistake_is_said_by_the_first_process_alone(join):
    part, left = join(0)
    with pytest.raises(StudyError, match="no stream"), part:
        raise StudyError("no stream")
    part, left = join(1)
    with pytest.raises(SystemExit) as end, part:
        raise StudyError("no stream")
    assert end.value.code == 2
    assert left == [True, True]


def test_a_node_that_stays_idle_is_refused(join):
    part, left = join(0)
    assert part
    part = command.taking_part(nodes=4)
    with pytest.raises(StudyError, match=r"--nodes 4: 2 process\(es\) train"), part:
        raise AssertionError("it trained")
    assert left == [True]
