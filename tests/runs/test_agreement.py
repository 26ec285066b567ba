"""What processes decide together."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from sizewise.runs import agreement
from sizewise.runs.agreement import APART_STEPS_MAX, Agreement, Measured, Orders
from sizewise.runs.processes import Processes

LOSSES = [3.0, 2.0]


@dataclass(frozen=True, kw_only=True)
class BesideAnother(Processes):
    """The first of two processes; the other one's answers are made up."""

    others: list[Any] = field(default_factory=list)

    def gather(self, value):
        return [value, *self.others]

    def on_first(self, work):
        return work()


def measured(step: int, loss: float) -> Measured:
    return Measured(
        step=step,
        means={"loss": torch.tensor(loss)},
        alike={"learning_rate": 0.5, "gradient_norm": None},
        digests=[b"mine"],
    )


@pytest.fixture
def clock(monkeypatch):
    """The time that the agreement sees, in seconds."""
    now = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(agreement, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    return now


def beside(losses: list[float], caught: str | None = None) -> BesideAnother:
    other = ({"loss": losses}, [[b"theirs"] for _ in losses], caught)
    return BesideAnother(rank=0, world=2, device="cpu", others=[other])


def talk(
    clock, processes: Processes, caught: str | None = None, *, seconds: float = 1.0, **options
) -> tuple[Agreement, list, Orders]:
    """Two steps that together took `seconds`, and what comes of them."""
    options = {"save_seconds": 60.0} | options
    ours = Agreement(processes, SimpleNamespace(caught=caught), **options)
    for step, loss in enumerate(LOSSES, start=1):
        ours.add(measured(step, loss))
    clock.seconds += seconds
    logged = []
    steps, _ = ours.gather()
    orders = ours.decide(lambda: logged.append(steps))
    assert logged == [steps]
    return ours, steps, orders


def test_means_are_over_the_batch_and_digests_in_the_order_of_ranks(clock):
    _, steps, orders = talk(clock, beside([5.0, 6.0]))
    assert [step.step for step in steps] == [1, 2]
    assert [step.values["loss"] for step in steps] == [4.0, 4.0]
    assert steps[0].values == {"loss": 4.0, "learning_rate": 0.5, "gradient_norm": None}
    assert steps[0].digests == [b"mine", b"theirs"]
    assert orders == Orders(save=False, stop=None)


@pytest.mark.parametrize(("mine", "theirs"), [("SIGTERM", None), (None, "SIGTERM")])
def test_a_signal_to_any_process_stops_all(clock, mine, theirs):
    _, _, orders = talk(clock, beside(LOSSES, theirs), mine)
    assert orders == Orders(save=True, stop="SIGTERM")


def test_the_end_of_the_time_stops(clock):
    assert talk(clock, beside(LOSSES), stop_at=0.5)[2] == Orders(True, "the time given")
    assert talk(clock, beside(LOSSES), stop_at=99.0)[2] == Orders(False, None)


def test_a_state_is_due_when_the_last_one_is_old(clock):
    ours, _, orders = talk(clock, beside(LOSSES), save_seconds=0.9)
    assert orders == Orders(save=True, stop=None)
    ours.saved()
    ours.begin()
    ours.add(measured(3, 1.0))
    clock.seconds += 0.1
    ours.gather()
    assert ours.decide(lambda: None) == Orders(save=False, stop=None)


@pytest.mark.parametrize(("seconds", "apart"), [(0.5, 4), (20.0, 1), (1e-6, APART_STEPS_MAX)])
def test_they_talk_about_once_a_second(clock, seconds, apart):
    ours, *_ = talk(clock, beside(LOSSES), seconds=seconds)
    ours.begin()
    for step in range(apart):
        assert not ours.due
        ours.add(measured(step, 1.0))
    assert ours.due
