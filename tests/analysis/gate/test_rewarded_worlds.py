"""B4 and B5: against a plain computation, and where nothing may be said."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.gate.worlds import rewarded as worlds
from sizewise.analysis.measures import discover
from sizewise.analysis.methods.rewarded import FAMILIES, PARENT, paired, runs_of
from sizewise.analysis.tables.rewarded import (
    reward_lost_table,
    reward_scores_table,
    reward_slopes_table,
    reward_updates_table,
)
from sizewise.study.runs import Run

RIGHT = worlds.WORLDS[0]
B4, B5 = (discover()[claim] for claim in ("B4", "B5"))


def world(name: str):
    return next(one for one in worlds.WORLDS if name in one.name)


@pytest.fixture
def design(design):
    """A ladder whose every run has its rewarded ones."""
    ladder = [run for run in design.settings.runs if run.arm == "ladder"]
    return replace(design, settings=replace(design.settings, runs=ladder))


@pytest.fixture
def inputs(design):
    return RIGHT.make(design, np.random.default_rng(0), 1.0)


def plain_scores(inputs, family: str, arm: str | None) -> pd.Series:
    """Score above guessing by size: mean over items, settings, seeds, with loops alone."""
    panel = (inputs if arm is None else inputs.others[arm]).panels[family]
    feelings = inputs.panels["feelings"].items
    hard = set(feelings[feelings["weights"].astype(float) > 1000]["setting"])
    found = {}
    for row, run in enumerate(panel.runs):
        settings = []
        for setting in sorted(hard):
            scores = [
                (panel.values["accuracy"][row, -1, i] - 1 / item["choices"])
                / (1 - 1 / item["choices"])
                for i, item in enumerate(panel.items.to_dict("records"))
                if item["setting"] == setting
            ]
            settings.append(np.mean(scores))
        found.setdefault(run.size, []).append(np.mean(settings))
    return pd.Series({size: np.mean(values) for size, values in found.items()})


def test_the_difference_in_differences_is_that_of_plain_slopes(inputs):
    found = B4(inputs)
    change = {
        family: plain_scores(inputs, family, arm) - plain_scores(inputs, family, None)
        for family, arm in (("feelings", "feelings_learned"), ("deductions", "deductions_exact"))
    }
    gap = change["feelings"] - change["deductions"]
    x = [np.log10(inputs.counts(size).non_embedding) for size in gap.index]
    assert found.sizes == list(gap.index)
    assert found.curve == pytest.approx(gap.to_numpy(), abs=1e-6)
    assert found.estimate == pytest.approx(np.polyfit(x, gap, 1)[0], abs=1e-6)
    assert found.unreadable is None
    assert found.estimate > 0.1
    assert len(found.parts) == 2


def test_structure_and_reward_make_up_the_gap(design):
    inputs = world("structure makes the gap").make(design, np.random.default_rng(1), 1.0)
    found = B5(inputs)
    cells = {
        (family, source): plain_scores(inputs, family, f"{family}_{source}")
        for family in FAMILIES for source in ("exact", "learned")
    }  # fmt: skip
    x = [np.log10(inputs.counts(size).non_embedding) for size in found.sizes]
    s = {cell: np.polyfit(x, scores, 1)[0] for cell, scores in cells.items()}
    gap = s["feelings", "learned"] - s["deductions", "exact"]
    reward = (
        s["feelings", "learned"] - s["feelings", "exact"]
        + s["deductions", "learned"] - s["deductions", "exact"]
    ) / 2  # fmt: skip
    values = found.finding.values
    assert values["gap"] == pytest.approx(gap, abs=1e-6)
    assert values["reward"] == pytest.approx(reward, abs=1e-6)
    assert values["structure"] + values["reward"] == pytest.approx(values["gap"])
    assert found.estimate == pytest.approx(1 - 2 * reward / gap, abs=1e-5)
    shares = found.beside[0].values
    assert shares["structure"] + shares["reward"] == pytest.approx(1)
    assert found.estimate > 0.5


def test_a_gap_that_reward_makes_is_told_from_one_that_structure_makes(design):
    inputs = world("reward makes the gap").make(design, np.random.default_rng(2), 1.0)
    assert B5(inputs).estimate < -0.5


@pytest.mark.parametrize(
    ("name", "measure", "reason"),
    [
        ("nothing moves", B4, "floor"),
        ("answers waver", B4, "floor"),
        ("floor: nobody learns", B4, "floor"),
        ("floor: nobody learns", B5, "floor"),
        ("ceiling: the parents", B4, "ceiling"),
        ("there is no gap", B5, "out of range"),
    ],
)
def test_where_nothing_can_be_read_it_is_said(design, name, measure, reason):
    found = measure(world(name).make(design, np.random.default_rng(3), 1.0))
    assert found.unreadable.reason == reason


def test_a_study_without_an_arm_is_not_measured(inputs):
    some = {name: one for name, one in inputs.others.items() if name != "feelings_exact"}
    without = replace(inputs, others=some)
    with pytest.raises(NotMeasurable) as caught:
        B5(without)
    assert caught.value.message.key == "no-arm"
    assert caught.value.message.values == {"arm": "feelings_exact"}
    assert B4(without).estimate == B4(inputs).estimate, "it needs two of the four"
    assert len(B4(without).parts) == 1


def test_runs_that_one_arm_lacks_are_left_out_of_all(inputs):
    arm = inputs.others["feelings_learned"]
    short = {
        family: replace(
            panel, runs=panel.runs[1:],
            values={name: v[1:] for name, v in panel.values.items()},
        )
        for family, panel in arm.panels.items()
    }  # fmt: skip
    less = replace(inputs, others={**inputs.others, "feelings_learned": replace(arm, panels=short)})
    assert B4(less).curve[0] != B4(inputs).curve[0]
    assert B4(less).curve[1:] == pytest.approx(B4(inputs).curve[1:])


def test_pairs_are_of_the_same_item_in_whatever_order(inputs):
    before = inputs.panels["feelings"]
    after = inputs.others["feelings_exact"].panels["feelings"]
    turned = replace(
        after,
        items=after.items.iloc[::-1].reset_index(drop=True),
        values={name: v[..., ::-1] for name, v in after.values.items()},
    )
    one, other = (
        paired(before, {"after": panel}, "accuracy", runs_of(before, panel)).values
        for panel in (after, turned)
    )
    assert (one["after"] == other["after"]).all()
    assert (one[PARENT] == other[PARENT]).all()


def test_tables_say_what_the_measures_say(inputs):
    slopes = reward_slopes_table(inputs).set_index(["family", "source"])
    finding = B4(inputs).finding.values
    assert slopes.loc[("deductions", "exact"), "slope"] == pytest.approx(
        finding["deductions_after"]
    )
    change = slopes.loc[("feelings", "learned"), "change"]
    assert change == pytest.approx(finding["feelings_after"] - finding["feelings_before"])
    scores = reward_scores_table(inputs)
    mean = scores[scores["setting"].isna()].set_index(["family", "source", "size"])["value"]
    mean = mean.sort_index()
    by = scores.dropna(subset="setting").groupby(["family", "source", "size"])["value"].mean()
    assert by.to_dict() == pytest.approx(mean.to_dict())
    plain = plain_scores(inputs, "deductions", "deductions_learned")
    assert mean["deductions", "learned"].to_dict() == pytest.approx(plain.to_dict(), abs=1e-6)


def test_what_was_lost_is_of_everything_else(inputs):
    arm = inputs.others["deductions_exact"]
    other = inputs.others["feelings_exact"].panels["feelings"]
    whole = replace(arm, panels={**arm.panels, "feelings": other})
    lost = reward_lost_table(replace(inputs, others={**inputs.others, arm.name: whole}))
    assert set(lost["what"]) == {"feelings"}, "not what was rewarded, nor text without a loss"
    one = lost[(lost["family"] == "deductions") & (lost["size"] == "25k")].iloc[0]
    assert one["what"] == "feelings"
    assert one["after"] - one["before"] == pytest.approx(one["change"])
    assert one["low"] <= one["change"] <= one["high"]


def test_updates_are_means_over_seeds_and_over_updates_between_points(inputs):
    arm = inputs.others["feelings_learned"]
    n = 50
    logs = {
        Run("feelings_learned", "25k", seed): pd.DataFrame({
            "update": range(1, n + 1), "reward": np.arange(n) + 10.0 * seed, "right": 0.5,
            "divergence": 0.1, "entropy": 0.2, "silent": 0.3,
        })
        for seed in (0, 1)
    }  # fmt: skip
    found = reward_updates_table(
        replace(inputs, others={**inputs.others, "feelings_learned": replace(arm, updates=logs)})
    )
    assert set(zip(found["family"], found["source"], strict=True)) == {("feelings", "learned")}
    assert len(found) == 20
    assert found["update"].iloc[-1] == n
    assert found["reward"].iloc[0] == pytest.approx(5 + 1)
    assert (found["seeds"] == 2).all()


def test_a_study_without_rewards_has_empty_tables(inputs):
    bare = replace(inputs, others={})
    for table in (reward_scores_table, reward_slopes_table, reward_updates_table,
                  reward_lost_table):  # fmt: skip
        assert table(bare).empty
        assert len(table(bare).columns)
