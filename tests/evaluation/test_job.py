"""The whole job, on tiny checkpoints."""

import json
import math
import random
import shutil

import numpy as np
import pandas as pd
import pytest
import torch
from sizewise.cli import main
from sizewise.evaluation.commands import TASKS_FOLDER
from sizewise.evaluation.constraints import words_of
from sizewise.evaluation.job import evaluate_run
from sizewise.study.artifacts import sha256_of, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.runs import Run
from sizewise.study.store import STORE_VARIABLE
from sizewise.study.work import command

from tests.evaluation.tiny_study import (
    CITIES,
    FAMILIES,
    ITEMS,
    NAMES,
    passages,
    study,
    study_json,
    tiny_model,
)

RUN = Run("sparse", "25k", 3)


def run(folders, settings=None, tasks_folder=TASKS_FOLDER):
    return evaluate_run(
        settings or study(),
        training=folders["training"],
        world=folders["world"],
        corpus=folders["corpus"],
        run=RUN,
        output=folders["output"],
        tasks_folder=tasks_folder,
    )


def tables(folders) -> tuple[pd.DataFrame, pd.DataFrame]:
    return tuple(pd.read_parquet(folders["output"] / f"{n}.parquet") for n in ("items", "held_out"))


def test_every_item_at_every_chosen_step(make_study, capsys):
    folders = make_study()
    manifest = run(folders)
    items, held_out = tables(folders)
    ids = [item["item_id"] for family in FAMILIES for item in ITEMS[family]()]
    for step in (10, 100):
        assert sorted(items.item_id[items.step == step]) == sorted(ids)
        assert list(held_out.item_id[held_out.step == step]) == [p["item_id"] for p in passages()]
    for table in (items, held_out):
        assert list(table.columns[:4]) == ["arm", "size", "seed", "step"]
        assert table[["arm", "size", "seed"]].drop_duplicates().values.tolist() == [[*RUN]]
    assert set(items.task_version) == {"1"}
    # Two steps, two models.
    by_step = items[items.kind == "recorded"].groupby("step").probability.sum()
    assert by_step[10] != by_step[100]
    verify_files(folders["output"])
    assert manifest["facts"]["steps"] == [10, 100]
    facts = manifest["facts"]["checkpoints"]["100"]
    assert facts["items"] == len(ids)
    assert facts["requests"] == 31 + 60 + 12 + 6 + 4
    share = items[(items.step == 100) & (items.family == "biographies")].correct.mean()
    assert facts["accuracy"]["biographies"] == pytest.approx(share)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("evaluate")]
    assert [line.partition(":")[0] for line in lines] == [
        "evaluate sparse 25k seed3 step 10 (1 of 2)",
        "evaluate sparse 25k seed3 step 100 (2 of 2)",
    ]


def test_checkpoints_before_the_last_answer_some_items_as_they_would_among_all(make_study):
    kinds = {"never_seen": 4, "recorded": 4, "direct": 6, "written": 6, "majority": 4}
    whole, some = make_study(), make_study()
    run(whole)
    manifest = run(some, study(intermediate_items=3))
    (every, texts), (fewer, same) = tables(whole), tables(some)
    pd.testing.assert_frame_equal(texts, same)
    keys = ["step", "item_id"]
    assert fewer[fewer.step == 100].item_id.nunique() == sum(kinds.values())
    early = fewer[fewer.step == 10]
    assert early.kind.value_counts().to_dict() == dict.fromkeys(kinds, 3)
    assert manifest["facts"]["checkpoints"]["10"]["items"] == 15
    # Which items share a batch moves last bits alone.
    both = fewer.merge(every, on=keys, validate="one_to_one", suffixes=("", "_whole"))
    assert len(both) == len(fewer)
    for name in ("correct", "target", "generated", "knobs", "prompt_sha256"):
        pd.testing.assert_series_equal(both[name], both[f"{name}_whole"], check_names=False)
    assert both.margin.to_numpy() == pytest.approx(
        both.margin_whole.to_numpy(), abs=1e-4, nan_ok=True
    )


def test_columns_agree_with_each_other_and_with_the_items(make_study):
    folders = make_study()
    run(folders)
    items, held_out = tables(folders)
    known = {item["item_id"]: item for family in FAMILIES for item in ITEMS[family]()}
    for row in items.itertuples():
        item = known[row.item_id]
        assert json.loads(row.knobs) == item["knobs"]
        assert row.target == item["target"]
        assert row.kind == item["kind"]
        assert row.prompt_sha256 == _sha256(item["prompt"])
        assert row.entity_id == item["entity_id"]
        if row.generated is not None and not _missing(row.generated):
            assert _missing(row.log_probabilities)
            assert 0 <= row.edit_similarity <= 1
            assert "\n" not in row.generated
            continue
        log_p = np.array(row.log_probabilities)
        assert list(row.choice_bytes) == [len(choice) for choice in item["choices"]]
        shares = np.exp(log_p) / np.exp(log_p).sum()
        right = np.arange(len(log_p)) == item["answer"]
        assert row.answer == item["answer"]
        assert row.predicted == log_p.argmax()
        assert row.correct == (log_p.argmax() == item["answer"])
        assert row.probability == pytest.approx(shares[item["answer"]])
        assert row.brier == pytest.approx(((shares - right) ** 2).sum())
        assert row.margin == pytest.approx(log_p[right][0] - log_p[~right].max())
    texts = {passage["item_id"]: passage["text"] for passage in passages()}
    for row in held_out.itertuples():
        assert row.bytes == len(texts[row.item_id].encode())
        assert row.bits_per_byte == pytest.approx(row.nats / math.log(2) / row.bytes)
        assert row.nats > 0


def test_feeling_and_pairs_of_passages_are_kept(make_study):
    rows = passages()
    contrast = {"emotion": 0.25, "half": "dense", "pair": "plays 1"}
    rows[1] |= contrast
    folders = make_study(rows=rows)
    run(folders)
    held_out = tables(folders)[1].set_index(["step", "item_id"])
    for step in held_out.index.levels[0]:
        kept = held_out.loc[step, list(contrast)]
        assert dict(kept.loc[rows[1]["item_id"]]) == contrast
        assert kept.drop(rows[1]["item_id"]).isna().all(axis=None)


def _missing(value) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _sha256(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def test_the_order_of_the_items_does_not_matter(make_study):
    results = []
    for seed in (1, 2):
        items = {f: random.Random(seed).sample(m(), len(m())) for f, m in ITEMS.items()}
        rows = random.Random(seed).sample(passages(), 4)
        folders = make_study(items=items, rows=rows)
        run(folders)
        results.append(tables(folders))
    for first, second in zip(*results, strict=True):
        keys = ["step", "item_id"]
        first, second = (t.sort_values(keys).reset_index(drop=True) for t in (first, second))
        pd.testing.assert_frame_equal(first, second, check_exact=True)


def test_the_same_job_writes_the_same_bytes(make_study):
    hashes = []
    for _ in range(2):
        folders = make_study()
        run(folders)
        hashes.append(
            [sha256_of(folders["output"] / f"{n}.parquet") for n in ("items", "held_out")]
        )
    assert hashes[0] == hashes[1]


def test_a_model_that_knows_the_answers_is_always_right(make_study, tokenizer):
    """An oracle: whatever it reads, its head prefers the first token of the right answer."""
    (right, *wrong) = (tokenizer(f" {c}", add_special_tokens=False)["input_ids"] for c in CITIES)
    assert right[0] not in [ids[0] for ids in wrong]
    items = ITEMS["biographies"]()
    for item in items:
        item["answer"] = 0
    settings = study(["biographies"])
    for sign, expected in ((1, 1.0), (-1, 0.0)):
        model = tiny_model()
        with torch.no_grad():
            # Every position's final state is the same vector of ones: only the head decides.
            for layer in model.model.layers:
                layer.self_attn.o_proj.weight.zero_()
                layer.mlp.down_proj.weight.zero_()
            model.model.embed_tokens.weight.fill_(1)
            model.lm_head.weight.zero_()
            model.lm_head.weight[right[0]] = sign * 2.0
        folders = make_study(items={"biographies": items}, models={1: model})
        manifest = run(folders, settings)
        rows, _ = tables(folders)
        assert rows.correct.mean() == expected
        assert manifest["facts"]["checkpoints"]["1"]["accuracy"] == {"biographies": expected}
        assert (rows.margin > 0).all() == (sign > 0)
        if sign > 0:
            assert rows.probability.min() > 0.99
            assert rows.brier.max() < 0.01


def test_checks_and_divergence_are_columns(make_study):
    items = {family: ITEMS[family]() for family in ("biographies", "chains")}
    # Sharply different from any tiny model: all on one choice.
    for item in items["biographies"][::2]:
        item["probabilities"] = [float(i == item["answer"]) for i in range(len(item["choices"]))]
    # Whatever a model writes has one first word, and that is not both of these.
    checks = [{"check": "first", "word": "v1"}, {"check": "first", "word": "v2"}]
    written = [item for item in items["chains"] if not item["choices"]]
    for item in written[::2]:
        item["checks"] = checks
    folders = make_study(items=items)
    run(folders, study(["biographies", "chains"]))
    rows, _ = tables(folders)
    known = {item["item_id"]: item for family in items.values() for item in family}
    for row in rows.itertuples():
        item = known[row.item_id]
        if item.get("checks"):
            words = row.generated.split()
            assert list(row.checks) == [words[:1] == ["v1"], words[:1] == ["v2"]]
            assert not row.correct
            assert math.isnan(row.edit_similarity)
        else:
            assert row.checks is None
        if item.get("probabilities"):
            assert row.divergence == pytest.approx(-math.log(row.probability))
        else:
            assert math.isnan(row.divergence)
    assert rows.checks.notna().sum() == 2 * len(written[::2])


def test_a_written_answer_is_right_where_all_its_checks_hold(make_study):
    items = [item for item in ITEMS["chains"]() if not item["choices"]]
    folders = make_study(items={"chains": items})
    run(folders, study(["chains"]))
    rows, _ = tables(folders)
    texts = rows[rows.step == 100].set_index("item_id").generated
    for item in items:
        n = len(words_of(texts[item["item_id"]]))
        item["checks"] = [{"check": "count", "words": max(1, n)}]
    folders = make_study(items={"chains": items})
    run(folders, study(["chains"]))
    rows, _ = tables(folders)
    rows = rows[rows.step == 100]
    assert list(rows.correct) == [bool(words_of(text)) for text in rows.generated]
    # Right although none of it is the target's text.
    assert rows.correct.any()
    assert not (rows.generated == rows.target).any()


@pytest.mark.parametrize(("change", "reason"), [
    # The first item is tried when a task is loaded; its other items when it is run.
    ("{{ '' if item_id.endswith('0') else item_id / 2 }}", "TypeError: "),
    ("{{ item_id / 2 }}", "it cannot be loaded (unsupported operand"),
])  # fmt: skip
def test_a_planted_task_that_fails_costs_its_own_scores_alone(
    make_study, tmp_path, monkeypatch, capsys, change, reason
):
    """As an edited task file does; the claims on its items say that they have none."""
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    folder = shutil.copytree(TASKS_FOLDER, tmp_path / "tasks")
    with (folder / "chains_written.yaml").open("a") as file:
        file.write(f'doc_to_text: "{change}"\n')
    folders = make_study()
    run(folders)
    whole, _ = tables(folders)
    with command():
        manifest = run(folders, tasks_folder=folder)
    items, held_out = tables(folders)
    assert len(held_out) == 2 * len(passages())
    kept = whole[whole.kind != "written"].reset_index(drop=True)
    pd.testing.assert_frame_equal(items[kept.columns], kept, check_dtype=False)
    (gap,) = manifest["facts"]["gaps"]
    assert (gap["task"], gap["family"]) == ("chains_written", "chains")
    assert gap["reason"].startswith(reason)
    assert capsys.readouterr().err.count("family chains: chains_written is left out: ") == 1
    # With a gap it is no result to be found again.
    assert not list((tmp_path / "store").glob("evaluate/*"))


def test_a_family_outside_the_mix_is_left_out(make_study):
    folders = make_study()
    run(folders, study(["biographies", "plays"]))
    items, _ = tables(folders)
    assert set(items.family) == {"biographies"}


def test_public_tasks_need_no_columns_of_ours(make_study, tmp_path):
    data = tmp_path / "public.jsonl"
    data.write_text(
        "".join(
            json.dumps({"q": f"{n} was born in", "options": list(CITIES), "gold": i % 5}) + "\n"
            for i, n in enumerate(NAMES)
        )
    )
    task = tmp_path / "public.yaml"
    task.write_text(
        f"""
task: public
dataset_path: json
dataset_kwargs: {{data_files: {{test: {data}}}, cache_dir: {tmp_path / "cache"}}}
test_split: test
output_type: multiple_choice
doc_to_text: q
doc_to_choice: options
doc_to_target: gold
metadata: {{version: 2.0}}
"""
    )
    folders = make_study()
    run(folders, study(["biographies"], tasks=[str(task)]))
    items, _ = tables(folders)
    rows = items[(items.family == "public") & (items.step == 100)].set_index("item_id")
    assert list(rows.index) == [f"public/{i}" for i in range(len(NAMES))]
    assert set(rows.task_version) == {"2.0"}
    ours = items[(items.family == "biographies") & (items.step == 100)].set_index("item_id")
    # The same prompts and the same first choices: the same numbers.
    for i in range(len(NAMES)):
        theirs = rows.log_probabilities[f"public/{i}"]
        mine = ours.log_probabilities[f"biographies/{i}"]
        assert theirs[: len(mine)] == pytest.approx(mine, abs=1e-4)
        assert rows.answer[f"public/{i}"] == i % 5


@pytest.mark.parametrize("name", ["items/chains.jsonl", "held_out.jsonl"])
def test_an_altered_item_file_is_named(make_study, name):
    folders = make_study()
    path = folders["world" if "items" in name else "corpus"] / name
    path.write_text(path.read_text()[:-9] + "\n")
    with pytest.raises(StudyError, match=rf"{name}: altered or truncated"):
        run(folders)
    assert not folders["output"].exists()


def test_an_answer_longer_than_the_model_may_write_is_named(make_study):
    items = ITEMS["chains"]()
    items[1]["target"] = " v1" * 40
    folders = make_study(items={"chains": items})
    with pytest.raises(StudyError, match=r"chains_written.*max_gen_toks 64.*chains/written0"):
        run(folders, study(["chains"]))


def test_a_diverged_checkpoint_is_named(make_study):
    model = tiny_model()
    with torch.no_grad():
        model.lm_head.weight[5, 5] = float("nan")
    folders = make_study(models={7: model})
    with pytest.raises(StudyError, match="not a finite number"):
        run(folders)
    assert not folders["output"].exists()


def test_the_command_line(make_study, capsys):
    folders = make_study()
    arguments = ["evaluate", "--config", study_json(checkpoints=1), "--size", "25k", "--seed", "0"]
    for name in ("training", "world", "corpus", "output"):
        arguments += [f"--{name}", str(folders[name])]
    assert main(arguments) == 0
    items, _ = tables(folders)
    assert set(items.step) == {100}
    # The arm that every study has, where none is named.
    assert set(items.arm) == {"ladder"}
    (folders["training"] / "checkpoints/step0000100/model.safetensors").write_bytes(b"")
    capsys.readouterr()
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "step0000100/model.safetensors: altered or truncated" in error
