"""Measures of what the probes found: known truth in, known truth out."""

from dataclasses import replace

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.probes import read_probes
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures import a09_induction, a14_superposition
from sizewise.analysis.tables.probes import heads_table, overlap_table, repeats_table
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError
from sizewise.study.formats import heads as head_rows
from sizewise.study.formats import overlap as overlap_rows
from sizewise.study.formats import repeats as repeat_rows
from sizewise.study.ladder import size_named
from sizewise.study.runs import Run

from tests.analysis.conftest import REGISTER
from tests.manifests import write_manifest
from tests.messages import said
from tests.synthetic import make_results

SIZES, STEPS = ("25k", "83k", "233k"), (0, 37, 150, 300, 600)
SEQUENCES, ENTITIES, EVEN = 40, 30, 0.01
CLAIMS = {claim.id: claim for claim in read_register(REGISTER).claims}


DECLARED = {
    "heads": head_rows.TABLE, "repeats": repeat_rows.TABLE, "overlap": overlap_rows.TABLE,
}  # fmt: skip


def write_probes(root, size, seed, *, gain, overlap, formed=150, pairs=True, words=0.0):
    """Probes of one run: `gain` nats from step `formed` on.

    The squared overlap is 1 / d_model at step 0 and `overlap` times as much from then on.
    """
    rng = np.random.default_rng([seed, size_named(size).d_model])
    run = {"arm": "ladder", "size": size, "seed": seed}
    heads, repeats, overlaps = [], [], []
    away = rng.normal(0, 0.02)
    for step in STEPS:
        now = gain if step >= formed else 0.0
        score = {"sequences": SEQUENCES, "prefix_matching_error": 0.01,
                 "prefix_matching_even": EVEN, "previous_token": 0.2,
                 "previous_token_error": 0.01, "previous_token_even": 2 * EVEN}  # fmt: skip
        noise = rng.normal(0, 0.05, (SEQUENCES, 2))
        # A circuit that serves the words alone is worth `words` nats more on them.
        for tokens, more in [("vocabulary", 0), ("words", words)][: 1 + (words is not None)]:
            at = {**run, "step": step, "tokens": tokens}
            for head in range(4):
                best = {"prefix_matching": (now + more) / 4 if head == 2 else EVEN}
                heads.append({**at, "layer": 1, "head": head, **best, **score})
            for sequence in range(SEQUENCES):
                second = 7 - now - more - away + noise[sequence, 0]
                repeats.append({
                    **at, "sequence": sequence, "first_loss": 7.0, "second_loss": second,
                    "early_loss": 7.5, "late_loss": 7.5 - now,
                })  # fmt: skip
        for entity in range(ENTITIES if pairs else 0):
            reliability = rng.uniform(0.3, 0.9)
            cosine = (1 + rng.normal(0, 0.3)) / size_named(size).d_model
            cosine *= overlap if step else 1.0
            overlaps.append({
                **run, "step": step, "layer": 1, "d_model": size_named(size).d_model,
                "pair": "source-entity", "first": "almanac-tales", "second": f"entity{entity}",
                "product": cosine * reliability, "reliability": reliability, "overlap2": cosine,
            })  # fmt: skip
    folder = root / "probes" / "ladder" / size / f"seed{seed}"
    folder.mkdir(parents=True)
    files = []
    for name, rows in (("heads", heads), ("repeats", repeats), ("overlap", overlaps)):
        files.append(folder / f"{name}.parquet")
        DECLARED[name].write(files[-1], rows)
    write_manifest(folder, job="probes", files=files)
    return folder


def make(root, *, slope=0.5, exponent=-1.0, missing=(), seeds=(0, 1, 2), **more):
    """Inputs of a fake study whose gain rises by `slope` a decade.

    Training multiplies overlap by d ** `exponent`.
    """
    study = make_results(
        root, sizes=SIZES, seeds=seeds, items=60, families=("sources",), with_facts=False
    )
    for position, size in enumerate(SIZES):
        shape = size_named(size)
        decades = np.log10(shape.counts(0).non_embedding / 1e4)
        for seed in seeds:
            if (size, seed) not in missing:
                write_probes(
                    root, size, seed, gain=1 + slope * decades, formed=STEPS[1 + position],
                    overlap=shape.d_model**exponent, **more,
                )  # fmt: skip
    return read_inputs(read_settings(study.config), root)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return make(tmp_path_factory.mktemp("probes") / "R")


def verdict(claim, inputs):
    measure = {"A9": a09_induction.measure, "A14": a14_superposition.measure}[claim]
    return judge(CLAIMS[claim], measure(inputs), inputs)


def test_the_exponent_of_the_overlap(inputs):
    entry = verdict("A14", inputs)
    assert entry["low"] <= -1 <= entry["high"]
    assert entry["verdict"] == "supported"
    assert entry["curve"][0]["value"] == pytest.approx(1 / size_named("25k").d_model, rel=0.2)
    exponent = next(one for one in entry["reason"] if one["key"] == "a14-untrained")
    assert exponent["values"]["exponent"] == pytest.approx(-1, abs=0.2)


def test_without_step_0_there_is_nothing_to_compare_with(inputs):
    overlap = inputs.probes["overlap"]
    late = replace(inputs, probes={**inputs.probes, "overlap": overlap[overlap["step"] > 0]})
    with pytest.raises(NotMeasurable, match="a14-no-step-0"):
        a14_superposition.measure(late)


def test_overlap_that_only_width_makes_fall_is_no_support(tmp_path):
    entry = verdict("A14", make(tmp_path / "R", exponent=0.0))
    assert entry["verdict"] != "supported"
    assert entry["low"] <= 0 <= entry["high"]


def test_one_seed_is_undecided(tmp_path):
    entry = verdict("A14", make(tmp_path / "R", seeds=(0,)))
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "one run")


@pytest.mark.parametrize("measure", [a09_induction.measure, a14_superposition.measure])
def test_without_probes_the_measure_says_which(tmp_path, measure):
    every = [(size, seed) for size in SIZES for seed in (0, 1)]
    inputs = make(tmp_path / "R", seeds=(0, 1), missing=every)
    with pytest.raises(NotMeasurable) as why:
        measure(inputs)
    assert why.value.message.key == "no-probes"
    runs = [one.values for one in why.value.message.values["runs"]]
    assert [(run["size"], run["seed"]) for run in runs[:3]] == [("25k", 0), ("25k", 1), ("83k", 0)]
    assert heads_table(inputs).empty
    assert repeats_table(inputs).empty
    assert overlap_table(inputs).empty


def test_a_run_without_probes_is_named_and_the_rest_is_measured(tmp_path):
    inputs = make(tmp_path / "R", seeds=(0, 1), missing=[("83k", 0)])
    for claim in ("A9", "A14"):
        reason = verdict(claim, inputs)["reason"]
        assert said(reason, "no-probes") and said(reason, "run", size="83k", seed=0)
        assert not said(reason, "run", seed=1)


def test_a_study_without_sources_has_no_overlap(tmp_path):
    inputs = make(tmp_path / "R", seeds=(0, 1), pairs=False)
    with pytest.raises(NotMeasurable, match="a14-no-pairs"):
        a14_superposition.measure(inputs)
    assert verdict("A9", inputs)["undecided"] == "floor"


def test_a_damaged_table_is_named(tmp_path):
    make(tmp_path / "R", seeds=(0, 1))
    path = tmp_path / "R/probes/ladder/83k/seed1/heads.parquet"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(StudyError, match=r"ladder/83k/seed1/heads\.parquet: altered or truncated"):
        read_probes(tmp_path / "R", [Run("ladder", "83k", 1)], {})


def test_tables_of_the_chapter(inputs):
    heads, repeats, overlap = (f(inputs) for f in (heads_table, repeats_table, overlap_table))
    assert set(heads["tokens"]) == set(repeats["tokens"]) == {"vocabulary", "words"}
    heads, repeats = (one[one["tokens"] == "vocabulary"] for one in (heads, repeats))
    assert len(heads) == len(SIZES) * len(STEPS) * 2
    last = heads[(heads["step"] == 600) & (heads["score"] == "prefix_matching")]
    assert (last["value"] > 0.2).all()
    assert (heads["even"].groupby(heads["score"]).first() == [EVEN, 2 * EVEN]).all()
    gain = repeats[(repeats["metric"] == "gain") & (repeats["step"] == 600)]
    late = repeats[(repeats["metric"] == "in_context_score") & (repeats["step"] == 600)]
    assert np.allclose(gain["value"], -late["value"].to_numpy(), atol=0.1)
    assert (overlap["low"] <= overlap["value"]).all()
    assert (overlap["value"] <= overlap["high"]).all()
    for frame in (heads, repeats, overlap):
        assert set(frame["size"]) == set(SIZES)
