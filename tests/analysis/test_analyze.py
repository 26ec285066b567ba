import json
import shutil

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.analyze import write_entries
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.settings import read_settings
from sizewise.cli import main
from sizewise.study.artifacts import sha256_of, verify_files
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError
from sizewise.study.formats import answers, held_out
from sizewise.study.jobs import ANALYSED
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER, register_ids, run
from tests.messages import said
from tests.synthetic import BATCH_TOKENS, DOMAINS, make_results, write

TABLES = (
    "sizes", "curves", "loss", "emotion", "emotion_slopes", "scores", "signal", "outcomes", "runs",
    "heads", "repeats", "overlap", "fits", "matched", "matched_points", "emergence", "rivals",
    "powers", "scaling", "speed", "robustness", "examples", "extraction", "constraints", "diffuse",
    "diffuse_exponents", "projection", "projection_capacity", "projection_exposures",
    "capacity", "sparse", "sparse_weights", "reward_scores", "reward_slopes", "reward_updates",
    "reward_lost", "stability",
)  # fmt: skip


def claims_of(folder):
    return {e["id"]: e for e in json.loads((folder / "claims.json").read_text())["claims"]}


@pytest.fixture(scope="module")
def tables(synthetic):
    folder = synthetic.root / "analysis"
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES}


def test_every_claim_has_an_entry_in_the_order_of_the_register(synthetic):
    content = json.loads((synthetic.root / "analysis" / "claims.json").read_text())
    analysed = read_register(REGISTER).of_arms(ANALYSED)
    assert [entry["id"] for entry in content["claims"]] == [claim.id for claim in analysed.claims]
    assert {"A0", "B7"} <= {*register_ids()} == {e["id"] for e in content["claims"]}
    assert content["register_sha256"] == analysed.sha256
    for entry in content["claims"]:
        assert entry["reason"] and (entry["effect"] is None) == (entry["verdict"] == "not measured")
    assert claims_of(synthetic.root / "analysis")["B7"]["reason"] == [
        {"key": "context", "values": {}}
    ]


def test_manifest_names_all_files(synthetic):
    manifest = verify_files(synthetic.root / "analysis")
    names = {*(f"{table}.parquet" for table in TABLES), "claims.json", "metrics.json"}
    analysed = read_register(REGISTER).of_arms(ANALYSED)
    names |= {f"claims/{claim.id}.json" for claim in analysed.claims}
    assert set(manifest["files"]) == names


def test_loss_is_the_laws(synthetic, tables):
    truth, loss = synthetic.truth, tables["loss"]
    pooled = loss[loss["seed"].isna()]
    assert set(pooled["domain"]) == {"all", *DOMAINS}
    last = pooled[(pooled["step"] == 600) & (pooled["domain"] == "all")]
    sizes = tables["sizes"].set_index("size")
    for row in last.to_dict("records"):
        n, tokens = sizes.loc[row["size"], "non_embedding"], 600 * BATCH_TOKENS
        level = truth.floor + truth.loss_scale / n**truth.loss_exponent
        level += truth.tokens_scale / tokens**truth.tokens_exponent
        assert row["bits_per_byte"] == pytest.approx(level, abs=0.005)
        assert row["low"] <= row["bits_per_byte"] <= row["high"] and row["tokens"] == tokens
    assert len(loss[loss["seed"].notna()]) == 3 * len(pooled)


def test_scores_have_every_knob_and_agree_with_the_items(synthetic, tables):
    scores = tables["scores"]
    items = pd.concat(
        pd.read_parquet(path) for path in (synthetic.root / "evaluation").rglob("items.parquet")
    )
    hops = items["knobs"].map(lambda text: json.loads(text).get("hops"))
    picked = items[(items["kind"] == "direct") & (hops == 4) & (items["step"] == 300)]
    row = scores.query(
        "family == 'chains' and kind == 'direct' and metric == 'probability' and knob == 'hops' "
        "and knob_value == '4' and step == 300"
    )
    mine = picked.groupby("size")["probability"].mean()
    assert row.set_index("size")["value"].to_dict() == pytest.approx(mine.to_dict(), abs=1e-6)
    assert (row["knob_number"] == 4).all() and row["chance"].to_numpy() == pytest.approx(1 / 3)
    knobs = scores.groupby("family")["knob"].agg(set)
    assert knobs["biographies"] == {"all", "exposures", "attribute", "cardinality"}
    assert (scores["low"] <= scores["high"]).all()
    flags = scores[scores["knob"] == "agree"]
    assert set(flags["knob_value"]) == {"true", "false"} and flags["knob_number"].isna().all()
    written = scores[scores["kind"] == "written"]
    assert set(written["metric"]) == {"accuracy", "edit_similarity"}


def test_a_new_family_needs_no_change(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=["25k", "83k"], seeds=[0, 1], steps=[100], items=80,
        families=["weaving"],
    )  # fmt: skip
    scores = pd.read_parquet(run(study) / "scores.parquet")
    assert set(scores["family"]) == {"weaving"}
    assert set(scores["knob"]) == {"all", "depth", "shots"}


def test_outcomes(tables):
    outcomes = tables["outcomes"]
    whole = outcomes[outcomes["exposures"].isna() & (outcomes["step"] == 600)]
    wide = whole.pivot_table(index=["kind", "size"], columns="outcome", values="value")
    assert (wide.sum(axis=1).loc["recall"] <= 1 + 1e-9).all()
    unknown = wide.loc["never_seen"]
    assert (unknown["correct"] == unknown["abstained"]).all()
    assert (unknown["correct"] + unknown["confidently wrong"] <= 1).all()


def test_curves_are_thin_and_end_where_the_run_ends(synthetic, tables):
    curves = tables["curves"]
    by_run = curves.groupby(["size", "seed"])
    assert (by_run["step"].max() == 600).all() and (by_run["step"].min() == 1).all()
    assert by_run.size().max() <= 150
    log = pd.read_parquet(synthetic.root / "training/ladder/25k/seed0/log.parquet")
    mine = curves[(curves["size"] == "25k") & (curves["seed"] == 0)]
    weights = np.diff(mine["step"], prepend=0)
    # Every step enters one point of the curve, none twice.
    assert np.average(mine["loss"], weights=weights) == pytest.approx(log["loss"].mean())


def test_sizes(tables):
    sizes = tables["sizes"]
    assert sizes["non_embedding"].is_monotonic_increasing
    assert (sizes["total"] > sizes["non_embedding_and_head"]).all()
    assert (sizes["seeds"] == 3).all() and (tables["speed"]["training_seconds"] > 0).all()


def test_metrics_are_flat_numbers(synthetic):
    metrics = json.loads((synthetic.root / "analysis" / "metrics.json").read_text())
    assert all(isinstance(value, int | float) for value in metrics.values())
    assert {"A2_effect", "bits_per_byte_25k", "claims_undecided"} <= set(metrics)


def test_same_bytes_again(synthetic, tmp_path):
    again = run(synthetic, tmp_path / "again")
    for name in [*(f"{table}.parquet" for table in TABLES), "claims.json", "metrics.json"]:
        assert sha256_of(again / name) == sha256_of(synthetic.root / "analysis" / name), name


def small(tmp_path, **changes):
    values = {
        "sizes": ["25k", "83k", "233k"], "seeds": [0, 1], "steps": [50, 200], "items": 240,
        "bootstrap_samples": 100,
    }  # fmt: skip
    return make_results(tmp_path / "R", **values | changes)


def test_one_seed_decides_nothing(tmp_path):
    claims = claims_of(run(small(tmp_path, seeds=[0], steps=[25, 50, 100, 200])))
    for claim in ("A0", "A2", "A3", "A5", "A12", "A13", "A15", "A16"):
        assert claims[claim]["verdict"] == "undecided", claim
        assert claims[claim]["effect"] is None or claims[claim]["low"] < claims[claim]["high"]


def test_what_is_missing_is_named_and_the_rest_is_built(tmp_path):
    study = small(tmp_path, families=("biographies", "chains"), missing=[("83k", 1)])
    config = json.loads(study.config)
    config["arms"]["ladder"]["seeds"]["792k"] = 2
    config["mix"]["shares"]["sources"] = config["mix"]["shares"].pop("plays")
    shutil.rmtree(study.root / "training" / "ladder" / "233k" / "seed0")
    object.__setattr__(study, "config", json.dumps(config))
    claims = claims_of(run(study))
    for size, seed in (("83k", 1), ("792k", 0)):
        assert said(claims["A2"]["reason"], "run", size=size, seed=seed)
    assert said(claims["A2"]["reason"], "gap-no-evaluation")
    assert claims["A2"]["verdict"] == "undecided"
    assert said(claims["A2"]["reason"], "decision-one-seed", where="some", sizes=["83k"])
    assert claims["A12"]["verdict"] == "not measured"
    assert said(claims["A12"]["reason"], "family-not-evaluated", family="sources")
    assert claims["A8"]["verdict"] == "not measured"
    assert said(claims["A8"]["reason"], "too-few-sizes", count=3)


def test_a_single_size_gives_tables_and_no_slopes(tmp_path):
    study = small(tmp_path, sizes=["25k"])
    shutil.rmtree(study.root / "training")
    folder = run(study)
    claims = claims_of(folder)
    for claim in ("A0", "A2", "A3", "A5", "A8", "A12", "A13", "A15", "A16"):
        assert claims[claim]["verdict"] in ("not measured", "undecided"), claim
        assert not said(claims[claim]["reason"], "no-measure")
    assert len(pd.read_parquet(folder / "sizes.parquet")) == 1
    assert len(pd.read_parquet(folder / "curves.parquet")) == 0


def test_a_checkpoint_whose_loss_is_not_finite(tmp_path):
    study = small(tmp_path)
    folder = study.root / "evaluation" / "ladder" / "233k" / "seed1"
    frame = pd.read_parquet(folder / "held_out.parquet")
    frame.loc[frame["step"] == 200, ["nats", "bits_per_byte"]] = np.nan
    write(held_out.TABLE, folder / "held_out.parquet", frame)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["held_out.parquet"] = sha256_of(folder / "held_out.parquet")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    claims = claims_of(run(study))
    assert said(claims["A2"]["reason"], "gap-broken-loss")
    assert said(claims["A2"]["reason"], "run", size="233k", seed=1)
    # The damaged checkpoint costs itself and neither the claim's entry nor the run.
    assert claims["A16"]["verdict"] in ("undecided", "not measured") and claims["A16"]["reason"]


def rewrite(study, size, seed, change):
    """Alter items.parquet of one run and make its manifest true again."""
    folder = study.root / "evaluation" / "ladder" / size / f"seed{seed}"
    path = folder / "items.parquet"
    write(answers.TABLE, path, change(pd.read_parquet(path)))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["items.parquet"] = sha256_of(path)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_scores_that_are_no_numbers_and_missing_checkpoints(tmp_path):
    study = small(tmp_path)

    def break_one(frame):
        bad = (frame["family"] == "sources") & (frame["step"] == 200)
        frame.loc[frame.index[bad][:7], ["probability", "brier", "margin"]] = np.nan
        return frame

    rewrite(study, "25k", 0, break_one)
    rewrite(study, "83k", 1, lambda frame: frame[frame["step"] != 50])
    folder = run(study)
    claims = claims_of(folder)
    assert said(claims["A12"]["reason"], "gap-broken-answers", count=7)
    assert not said(claims["A2"]["reason"], "gap-broken-answers")
    assert said(claims["A2"]["reason"], "gap-checkpoints", steps=[50])
    assert said(claims["A2"]["reason"], "run", size="83k", seed=1)
    scores = pd.read_parquet(folder / "scores.parquet")
    assert scores["value"].notna().all()


def test_damaged_results_stop_the_job(tmp_path, capsys):
    study = small(tmp_path)
    path = study.root / "evaluation" / "ladder" / "25k" / "seed0" / "items.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    arguments = ["analyze", "--config", study.config, "--results", str(study.root),
                 "--claims", str(REGISTER), "--output", str(tmp_path / "out")]  # fmt: skip
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert "items.parquet: altered or truncated" in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_a_file_a_claim_beside_the_whole(synthetic):
    folder = synthetic.root / "analysis"
    entries = claims_of(folder)
    files = {path.stem: json.loads(path.read_text()) for path in folder.glob("claims/*.json")}
    assert files == entries
    listed = json.loads((folder / "manifest.json").read_text())["files"]
    assert {f"claims/{name}.json" for name in entries} <= {*listed}


def test_a_claim_that_left_the_register_leaves_no_file(tmp_path):
    (tmp_path / "A99.json").write_text("{}")
    write_entries(tmp_path, [{"id": "A1"}])
    assert [path.name for path in tmp_path.iterdir()] == ["A1.json"]


def test_an_arm_beside_the_ladder(tmp_path):
    """The ladder's tables and verdicts do not move; the arm has rows in the per-run tables."""
    alone = small(tmp_path / "alone", families=("biographies",))
    both = small(
        tmp_path / "both", families=("biographies",), arms={"again": {"25k": [0, 1, 2, 3]}}
    )
    first, second = run(alone), run(both)
    assert claims_of(first) == claims_of(second)
    names = {path.name for path in first.glob("*.parquet")}
    apart = {n for n in names if (first / n).read_bytes() != (second / n).read_bytes()}
    assert apart == {"curves.parquet", "loss.parquet", "runs.parquet"}
    for name in apart:
        ladder, table = pd.read_parquet(first / name), pd.read_parquet(second / name)
        assert list(table.columns[:3]) == ["arm", "size", "seed"]
        pd.testing.assert_frame_equal(table[table["arm"] == "ladder"], ladder)
        assert set(table[table["arm"] == "again"]["seed"].dropna()) == {0, 1, 2, 3}
    inputs = read_inputs(read_settings(both.config), both.root)
    assert inputs.arm("ladder") is inputs and inputs.arm("again").sizes == ["25k"]
    assert inputs.arm("again").seeds_by_size == {"25k": [0, 1, 2, 3]}
    assert any(name.startswith("evaluation/again/25k/seed3/") for name in inputs.hashes)
    with pytest.raises(NotMeasurable, match=r"no-arm \(arm third\)"):
        inputs.arm("third")


def test_an_arm_without_results_is_a_gap(tmp_path):
    study = small(tmp_path, families=("biographies",), arms={"again": {"25k": [0]}})
    shutil.rmtree(study.root / "evaluation" / "again")
    inputs = read_inputs(read_settings(study.config), study.root)
    assert Message("gap-no-arm", {"arm": "again"}) in [gap.message for gap in inputs.gaps]
    assert not inputs.others


def test_sizes_with_different_seeds(tmp_path):
    """The ladder of the reference study has fewer seeds where a training is dear."""
    seeds = {"25k": [0, 1, 2, 3], "83k": [0, 1, 2, 3], "233k": [5, 6]}
    study = small(tmp_path, seeds=seeds)
    folder = run(study)
    entry = claims_of(folder)["A13"]
    assert entry["n_seeds"] == 2 and entry["low"] < entry["effect"] < entry["high"]
    assert entry["p_value"] is not None and not said(entry["reason"], "decision-one-seed")
    # No seed is common to all sizes: seeds are paired by their place.
    assert entry["noise_seeds"] > 0
    sizes = pd.read_parquet(folder / "sizes.parquet")
    assert sizes["seeds"].tolist() == [4, 4, 2]
    loss = pd.read_parquet(folder / "loss.parquet")
    assert loss[loss["size"] == "233k"]["seed"].dropna().unique().tolist() == [5, 6]
    matched = pd.read_parquet(folder / "matched.parquet")
    assert (matched["seeds"] == 2).all()
    # A mean over the seeds of a size, whatever their number.
    pooled = loss[loss["seed"].isna()].set_index(["size", "step", "domain"])["bits_per_byte"]
    single = loss.dropna(subset="seed").groupby(["size", "step", "domain"])["bits_per_byte"].mean()
    pd.testing.assert_series_equal(pooled.sort_index(), single.sort_index(), rtol=1e-9)


def test_no_evaluation_at_all(tmp_path):
    study = small(tmp_path)
    shutil.rmtree(study.root / "evaluation")
    with pytest.raises(StudyError, match="has been evaluated"):
        run(study)


def test_verdicts_of_other_arms_are_merged(tmp_path):
    study = small(tmp_path, families=("chains",))
    entry = {"id": "B1", "verdict": "too small to matter", "effect": 0.02, "low": -0.02,
             "high": 0.06,
             "reason": [Message("b1-meaning", {
                 "verdict": "too-small-to-matter", "smallest_effect": 0.1,
             }).to_json()], "curve": []}  # fmt: skip
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"claims": [entry]}))
    merged = claims_of(run(study, verdicts=[other]))["B1"]
    assert merged.items() >= entry.items(), "nothing of another arm's entry is changed"
    # Its interval lies far below the smallest effect, .1: its p-value says so, and Holm counts it.
    assert merged["p_value"] < 0.01 and merged["p_holm"] >= merged["p_value"]
    other.write_text(json.dumps([entry | {"verdict": "proven"}]))
    with pytest.raises(StudyError, match=r"other\.json.*proven"):
        run(study, verdicts=[other])
