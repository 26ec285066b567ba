"""The chapter on reward: slopes before and after, and the reward that rises while truth falls."""

from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.study.sections import read_sections

from .conftest import REGISTER

SIZES = ("25k", "792k")
STUDY = read_sections(
    '{"name": "t", "report": {"title": "T", "chapters": ["reward"]}}', name=str, report=Report
)


def write(folder: Path, *, hacked: bool, learned: tuple[float, float] = (0.15, 0.65)) -> None:
    """Deductions flattened, feelings as they were; `hacked`: truth falls under its reward.

    `learned` is what a learned reward leaves of held-out feelings, by size.
    """
    scores, slopes, updates, lost = [], [], [], []
    levels = {"parent": (0.1, 0.6), "exact": (0.8, 0.9), "learned": learned}
    for family, source in (("deductions", "exact"), ("feelings", "learned")):
        for which in ("parent", source):
            for size, value in zip(SIZES, levels[which], strict=True):
                scores.append({
                    "family": family, "source": which, "setting": None, "size": size,
                    "value": value, "low": value - 0.05, "high": value + 0.05, "seeds": 3,
                    "items": 160,
                })  # fmt: skip
        for which, slope, change in (
            ("parent", 0.33, float("nan")), (source, 0.1, -0.23 if source == "exact" else 0.0),
        ):  # fmt: skip
            slopes.append({
                "family": family, "source": which, "slope": slope, "low": slope - 0.05,
                "high": slope + 0.05, "change": change, "change_low": change - 0.04,
                "change_high": change + 0.04,
            })  # fmt: skip
        for size in SIZES:
            for update in range(10, 110, 10):
                falls = hacked and source == "learned" and size == "25k"
                updates.append({
                    "family": family, "source": source, "size": size,
                    "update": update, "reward": update / 100, "divergence": update / 200,
                    "right": 0.5 - update / 500 if falls else 0.3 + update / 500,
                    "entropy": 0.4, "silent": 0.5, "seeds": 3,
                })  # fmt: skip
            for what, metric, moved in (
                ("chains", "accuracy", -0.1), ("held-out text", "bits_per_byte", 0.02),
            ):  # fmt: skip
                lost.append({
                    "family": family, "source": source, "size": size, "what": what,
                    "metric": metric, "before": 0.5, "after": 0.5 + moved, "change": moved,
                    "low": moved - 0.01, "high": moved + 0.01,
                })  # fmt: skip
    named = {"scores": scores, "slopes": slopes, "updates": updates, "lost": lost}
    for table, rows in named.items():
        pd.DataFrame(rows).to_parquet(folder / f"reward_{table}.parquet")


def build(analysis, notebooks, output):
    page = build_chapter(
        STUDY, "reward", analysis=analysis, observation=None, published=None, claims=REGISTER,
        output=output, notebooks=notebooks,
    )  # fmt: skip
    return html.fromstring(page.read_text())


@pytest.mark.slow
@pytest.mark.parametrize("hacked", [True, False])
def test_slopes_and_hacking_are_told(analysis, notebooks, tmp_path, hacked):
    write(analysis, hacked=hacked)
    root = build(analysis, notebooks, tmp_path / "out")
    assert not root.find_class("missing")
    lead = " ".join(root.find_class("lead")[0].text_content().split())
    assert "An exact reward flattens the size slope of deductions" in lead
    assert "No change seen in the size slope of feelings by a learned reward" in lead
    text = " ".join(root.text_content().split())
    told = "rises while the truth falls: feelings at 25k (48 % at update 10, 30 % at the end)"
    assert (told in text) == hacked
    nowhere = "of the updates the learned reward nowhere rises while the truth falls"
    assert (nowhere in text) != hacked
    assert "answers are worse than before" not in text
    assert "4 lost right answers and 0 gained some" in text
    assert len(root.xpath("//figure")) == 2


@pytest.mark.slow
def test_a_reward_that_is_wrong_about_what_no_update_asked_is_told(analysis, notebooks, tmp_path):
    write(analysis, hacked=False, learned=(0.02, 0.2))
    root = build(analysis, notebooks, tmp_path / "out")
    text = " ".join(root.text_content().split())
    # At 25k the intervals touch each other.
    told = "on held-out questions answers are worse than before: feelings at 792k (20 % above"
    assert told in text and "feelings at 25k" not in text


@pytest.mark.slow
def test_a_study_without_such_an_arm_says_so(analysis, notebooks, tmp_path):
    write(analysis, hacked=False)
    for table in ("scores", "slopes", "updates", "lost"):
        path = analysis / f"reward_{table}.parquet"
        pd.read_parquet(path).iloc[:0].to_parquet(path)
    root = build(analysis, notebooks, tmp_path / "out")
    missing = " ".join(" ".join(e.text_content().split()) for e in root.find_class("missing"))
    assert missing.count("an arm that is trained by reward, which this study did not run") >= 5
