"""A complete fake `results/<study>` with known truth, for tests of analysis and report.

No model was trained for these files: every outcome is drawn from laws whose parameters stand in
`Truth`, so that a test can ask whether analysis finds them again. The files, columns and
manifests are those of docs/files.md.

    study = make_results(tmp_path / "R", sizes=["25k", "83k"], seeds=[0, 1], steps=[100, 600],
                         rng_seed=1)
    study.config        # sections name, arms, streams, analysis, mix as JSON text
    study.truth         # what analysis should find
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from sizewise.study.formats import answers, facts, held_out, items, log
from sizewise.study.formats.names import items_file
from sizewise.study.formats.table import Table
from sizewise.study.ladder import size_named as size_named  # for tests of laws in N
from sizewise.study.runs import LADDER, Run
from sizewise.study.sparse import active_of, any_size

from tests import synthetic_families as later
from tests.manifests import write_manifest

VOCABULARY = 2048
BATCH_TOKENS = 4096
DOMAINS = ("plays", "code", "mathematics")
GENERATED_TEXT = "text <b>&"
"""What every model writes."""
EXPOSURES = tuple(2**k for k in range(10))
HOPS = (1, 2, 3, 4, 6, 8, 12)
NOISE_RATES = (0.0, 0.1, 0.2, 0.3, 0.4)
CHAINS = 3
CHOICES = 5
FAMILIES = ("biographies", "chains", "sources")
ALL_FAMILIES = (*FAMILIES, *later.MAKERS)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """The laws that outcomes are drawn from. N is non-embedding parameters, n = log10(N / 1e5)."""

    f50: float = 32.0
    """Exposures for 50 % recall at N = 1e5, at the last step."""
    f50_exponent: float = -0.5
    """f50 is proportional to N to this power."""
    recall_slope: float = 1.2
    """Logits of recall a doubling of exposures."""
    abstain: float = 0.0
    """Logit of abstaining on people that the stream never described, at n = 0."""
    abstain_slope: float = 1.0
    """Its change a decade of N."""
    step_logit: float = 2.0
    """Logit of getting one step of a chain right, direct answer, at n = 0."""
    step_slope: float = 1.5
    """Its change a decade of N."""
    written_gain: float = 0.1
    """What written steps add to that logit."""
    majority_logit: float = 2.0
    """Logit of naming the majority's value without noise at n = 0; falls with the noise rate."""
    noise_slope: float = -5.0
    """Logits of the majority's value a unit of noise rate."""
    tag_drop: float = 2.0
    """Logits lost where sources disagree and the tag is swapped; half of it without a tag."""
    flip_logit: float = 0.0
    """Logit of giving up an answer after a challenge at n = 0."""
    flip_slope: float = -1.0
    """Its change a decade of N."""
    floor: float = 1.2
    """Irreducible held-out bits per byte."""
    loss_scale: float = 30.0
    """Bits per byte of the size term at N = 1; the term is loss_scale / N^loss_exponent."""
    loss_exponent: float = 0.35
    tokens_scale: float = 500.0
    """Bits per byte of the token term at D = 1; the term is tokens_scale / D^tokens_exponent."""
    tokens_exponent: float = 0.5
    total_share: float = 0.5
    """Of a mixture of experts N is total^share · active^(1 - share), in place of its count."""
    seed_sd: float = 0.1
    """Standard deviation between seeds, in logits (a hundredth of it in bits per byte)."""
    entity_sd: float = 0.3
    """Standard deviation between people, in logits."""

    laws: later.Laws = field(default_factory=later.Laws)
    """Of the later families."""

    def f50_of(self, parameters: float) -> float:
        """Exposures for 50 % recall at the last step."""
        return self.f50 * (parameters / 1e5) ** self.f50_exponent


@dataclass(frozen=True, kw_only=True)
class Synthetic:
    """What `make_results` wrote."""

    root: Path
    config: str
    truth: Truth
    runs: list[Run]
    sizes: list[str]
    """Of the ladder."""
    steps: list[int]
    families: dict[str, pd.DataFrame] = field(repr=False)
    """Item tables by family: item_id, entity_id, fact_id, kind, answer, knobs (dict) and more."""


def _rng(rng_seed: int, *names: object) -> np.random.Generator:
    label = "/".join(map(str, (rng_seed, *names)))
    key = int.from_bytes(hashlib.sha256(label.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key))


def _keys(run: Run) -> tuple[object, ...]:
    """What a run's draws are named by; the ladder's need no name of their arm."""
    return (run.size, run.seed) if run.arm == LADDER else run


def _biographies(items: int) -> list[dict]:
    people = max(items // 12, 6)
    rows = []
    for index in range(people * len(EXPOSURES) // 10):
        exposures = EXPOSURES[index % len(EXPOSURES)]
        for attribute in ("birthplace", "occupation"):
            rows.append({
                "entity_id": f"person{index}", "fact_id": f"person{index}/{attribute}",
                "kind": "recall", "answer": index % (CHOICES - 1),
                "knobs": {"exposures": exposures, "attribute": attribute, "cardinality": 16,
                          "abstention": CHOICES - 1},
            })  # fmt: skip
    for kind in ("not_recorded", "never_seen"):
        for index in range(people):
            exposures = EXPOSURES[index % len(EXPOSURES)] if kind == "not_recorded" else 0
            attribute = ("birthplace", "occupation")[index % 2]
            rows.append({
                "entity_id": f"{kind}{index}",
                "fact_id": None if kind == "never_seen" else f"{kind}{index}/{attribute}",
                "kind": kind, "answer": CHOICES - 1,
                "knobs": {"exposures": exposures, "attribute": attribute, "cardinality": 16,
                          "abstention": CHOICES - 1},
            })  # fmt: skip
    return rows


def _chains(items: int) -> list[dict]:
    rows = []
    for kind in ("direct", "written"):
        for index in range(items // 2):
            rows.append({
                "entity_id": f"list{index}", "fact_id": None, "kind": kind,
                "answer": index % CHAINS if kind == "direct" else 0,
                "knobs": {"hops": HOPS[index % len(HOPS)], "distractors": CHAINS - 1},
            })  # fmt: skip
    return rows


def _sources(items: int) -> list[dict]:
    rows = []
    for index in range(items // 9):
        for kind in ("tagged", "untagged", "swapped"):
            rows.append({
                "entity_id": f"t{index}", "fact_id": f"t{index}/almanac", "kind": kind,
                "answer": index % (CHOICES - 1),
                "knobs": {"exposures": 4 ** (index % 3), "agree": index % 4 == 0,
                          "source": "almanac", "rival": CHOICES - 1},
            })  # fmt: skip
    for index in range(items // 3):
        fact = {
            "entity_id": f"c{index}", "fact_id": f"c{index}/common",
            "answer": index % (CHOICES - 1),
        }  # fmt: skip
        noise = NOISE_RATES[index % len(NOISE_RATES)]
        knobs = {"exposures": 10, "noise_rate": noise, "rival": CHOICES - 1}
        rows.append(fact | {"kind": "noisy", "knobs": knobs})
        if noise == 0:
            rows += [
                fact | {"kind": "challenged", "knobs": knobs | {"first_right": first}}
                for first in (True, False)
            ]
    return rows


def _extra(name: str, items: int) -> list[dict]:
    return [
        {"entity_id": f"{name}{index // 4}", "fact_id": None, "kind": "choice",
         "answer": index % (CHOICES - 1), "knobs": {"depth": 1 + index % 8, "shots": index % 4}}
        for index in range(items)
    ]  # fmt: skip


def item_tables(items: int, families: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The items of every family: about `items` each, the same for every size, seed and step."""
    makers = {"biographies": _biographies, "chains": _chains, "sources": _sources}
    makers |= later.MAKERS
    tables = {}
    for family in families:
        rows = makers[family](items) if family in makers else _extra(family, items)
        table = pd.DataFrame(rows)
        table.insert(0, "item_id", [f"{family}/{i:05d}" for i in range(len(table))])
        table["knobs_json"] = [json.dumps(knobs) for knobs in table["knobs"]]
        table["sha"] = [hashlib.sha256(i.encode()).hexdigest() for i in table["item_id"]]
        tables[family] = table
    return tables


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _knob(table: pd.DataFrame, name: str) -> np.ndarray:
    return np.array([knobs.get(name) for knobs in table["knobs"]])


def right_share(
    family: str, table: pd.DataFrame, truth: Truth, n: float, late: float, shift: np.ndarray
) -> np.ndarray:
    """P(right answer) of every item. `late` is log2(step / last step), `shift` in logits."""
    kind = table["kind"]
    if family == "biographies":
        exposures = np.maximum(_knob(table, "exposures").astype(float), 0.5)
        middle = np.log2(truth.f50) + truth.f50_exponent * n * np.log2(10)
        recall = _sigmoid(truth.recall_slope * (np.log2(exposures) + late - middle) + shift)
        known = 1 / CHOICES + (1 - 1 / CHOICES) * recall
        abstain = _sigmoid(truth.abstain + truth.abstain_slope * n + 0.3 * late + shift)
        return np.where(kind == "recall", known, abstain)
    if family == "chains":
        logit = truth.step_logit + truth.step_slope * n + 0.5 * late + shift
        logit = logit + np.where(kind == "written", truth.written_gain, 0)
        exact = _sigmoid(logit) ** _knob(table, "hops").astype(float)
        # Written steps are not guessed.
        return np.where(kind == "written", exact, 1 / CHAINS + (1 - 1 / CHAINS) * exact)
    if family == "sources":
        base = truth.majority_logit + 0.5 * n + 0.3 * late + shift
        noise = np.array([knobs.get("noise_rate", 0.0) for knobs in table["knobs"]])
        agree = np.array([bool(knobs.get("agree")) for knobs in table["knobs"]])
        lost = kind.map({"swapped": 1.0, "untagged": 0.5}).fillna(0.0).to_numpy()
        p = _sigmoid(base + truth.noise_slope * noise - truth.tag_drop * lost * ~agree)
        flips = _sigmoid(truth.flip_logit + truth.flip_slope * n + shift)
        return np.where(kind == "challenged", 1 - flips, p)
    if family in later.MAKERS:
        return later.right_share(family, table, truth.laws, n, late, shift)
    depth = _knob(table, "depth").astype(float)
    return 0.25 + 0.75 * _sigmoid(1.0 + 1.0 * n + 0.5 * late - 0.4 * depth + shift)


def _outcomes(
    table: pd.DataFrame, p: np.ndarray, generated: np.ndarray, rng: np.random.Generator
) -> dict:
    """Columns of items.parquet whose accuracy is exactly `p` (Gumbel-max over the choices)."""
    rows, width = len(table), CHAINS if table["knobs"].iloc[0].get("distractors") else CHOICES
    if "duplicates" in table["knobs"].iloc[0]:
        width = later.CANDIDATES
    answer = table["answer"].to_numpy()
    p = np.clip(p, 1e-9, 1 - 1e-9)
    logits = rng.gumbel(size=(rows, width))
    logits[np.arange(rows), answer] += np.log(p * (width - 1) / (1 - p))
    top = logits.max(axis=1, keepdims=True)
    log_p = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
    right = log_p[np.arange(rows), answer]
    wrong = log_p.copy()
    wrong[np.arange(rows), answer] = -np.inf
    share = np.exp(log_p)
    target = np.zeros_like(share)
    target[np.arange(rows), answer] = 1
    predicted = log_p.argmax(axis=1)
    correct = predicted == answer
    similarity = np.where(correct, 1.0, rng.uniform(0.1, 0.8, rows))
    blank = np.where(generated, np.nan, 1.0)
    lists = [None if g else row for g, row in zip(generated, log_p - 5.0, strict=True)]
    return {
        "log_probabilities": lists,
        "choice_bytes": [None if g else [len(" value0")] * width for g in generated],
        "answer": answer,
        "predicted": pd.array(np.where(generated, 0, predicted), dtype="Int64").copy(),
        "generated": np.where(generated, GENERATED_TEXT, None),
        "target": [f" value{a}" for a in answer],
        "correct": correct,
        "probability": np.exp(right) * blank,
        "brier": ((share - target) ** 2).sum(axis=1) * blank,
        "margin": (right - wrong.max(axis=1)) * blank,
        "edit_similarity": np.where(generated, similarity, np.nan),
    }


def effective(size: str, truth: Truth) -> float:
    """N of a size in the laws: non-embedding parameters, of a mixture a mean of both counts."""
    total = any_size(size).counts(VOCABULARY).non_embedding
    active = active_of(any_size(size), VOCABULARY).non_embedding
    return total * (active / total) ** (1 - truth.total_share)


def _evaluation(study: Synthetic, run: Run, rng_seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    size, keys = run.size, _keys(run)
    truth, last = study.truth, study.steps[-1]
    parameters = effective(size, truth)
    n = np.log10(parameters / 1e5)
    frames, losses = [], []
    for family, table in study.families.items():
        # One draw a seed and family, one an entity that all sizes share, as in a real study.
        seed_shift = _rng(rng_seed, "seed", *keys, family).normal(0, truth.seed_sd)
        names, codes = np.unique(table["entity_id"].to_numpy().astype(str), return_inverse=True)
        entity = _rng(rng_seed, "entity", family).normal(0, truth.entity_sd, len(names))
        generated = table["kind"].isin(later.GENERATED).to_numpy()
        for step in study.steps:
            late = np.log2(step / last)
            p = right_share(family, table, truth, n, late, seed_shift + entity[codes])
            rng = _rng(rng_seed, "items", *keys, family, step)
            columns = _outcomes(table, p, generated, rng)
            columns |= {"checks": None, "divergence": np.nan}
            law = (table, truth.laws, n, late, seed_shift + entity[codes], rng)
            if family == "instructions":
                columns["checks"] = later.checks(*law)
                columns["correct"] = np.array([all(met) for met in columns["checks"]])
            elif family in ("feelings", "deductions"):
                columns["divergence"] = later.divergence(family, *law)
            frame = pd.DataFrame({
                **run._asdict(), "step": step, "family": family, "task_version": "1",
                "kind": table["kind"], "item_id": table["item_id"],
                "entity_id": table["entity_id"], "fact_id": table["fact_id"],
                "prompt_sha256": table["sha"], **columns, "knobs": table["knobs_json"],
            })  # fmt: skip
            frame.loc[generated, "predicted"] = pd.NA
            frames.append(frame)
    seed_shift = _rng(rng_seed, "seed", *keys, "loss").normal(0, truth.seed_sd / 100)
    for step in study.steps:
        tokens = step * BATCH_TOKENS
        level = truth.floor + truth.loss_scale / parameters**truth.loss_exponent
        level += truth.tokens_scale / tokens**truth.tokens_exponent + seed_shift
        for d, domain in enumerate(DOMAINS):
            rng = _rng(rng_seed, "held_out", domain)
            passages = 20
            size_bytes = rng.integers(500, 2000, passages)
            # Passages differ in difficulty, centred so that a domain's mean is the law's.
            hard = rng.normal(0, 0.05, passages)
            bits = level + 0.1 * (d - 1) + hard - np.average(hard, weights=size_bytes)
            losses.append(pd.DataFrame({
                **run._asdict(), "step": step, "domain": domain,
                "work": [f"{domain}{i // 5}" for i in range(passages)],
                "item_id": [f"{domain}/{i:04d}" for i in range(passages)],
                "bytes": size_bytes, "nats": bits * size_bytes * np.log(2),
                "bits_per_byte": bits,
            }))  # fmt: skip
    return pd.concat(frames, ignore_index=True), pd.concat(losses, ignore_index=True)


def _training_log(study: Synthetic, run: Run, rng_seed: int) -> pd.DataFrame:
    truth, rng = study.truth, _rng(rng_seed, "log", *_keys(run))
    parameters = effective(run.size, truth)
    step = np.arange(1, study.steps[-1] + 1)
    tokens = step * BATCH_TOKENS
    loss = 2.0 + truth.loss_scale / parameters**truth.loss_exponent
    loss = loss + truth.tokens_scale / tokens**truth.tokens_exponent
    return pd.DataFrame({
        "step": step, "tokens": tokens, "loss": loss + rng.normal(0, 0.02, len(step)),
        "learning_rate": 0.01, "gradient_norm": 1.0,
        "balance_loss": 1.2 if "-a" in run.size else np.nan,
        "tokens_per_second": 4e8 / parameters,
        "chain": [hashlib.sha256(str(s).encode()).hexdigest() for s in step],
    })  # fmt: skip


def _facts(study: Synthetic) -> pd.DataFrame:
    table = study.families.get("biographies")
    rows = []
    if table is not None:
        for fact, kind, knobs in zip(table["fact_id"], table["kind"], table["knobs"], strict=True):
            if fact is None:
                continue
            value = "not recorded" if kind == "not_recorded" else "value"
            rows.append({"family": "biographies", "fact_id": fact, "value": value,
                         "exposures": knobs["exposures"]})  # fmt: skip
    found = pd.DataFrame(rows, columns=list(facts.TABLE.columns))
    # Several items ask for one fact.
    return found.groupby(["family", "fact_id"], as_index=False).agg(
        {"value": "first", "exposures": "sum"}
    )


def _write_items(world: Path, families: dict[str, pd.DataFrame]) -> None:
    """Item files: what analysis reads of them is which items are generated, and their prompts."""
    for family, table in families.items():
        generated = table["kind"].isin(later.GENERATED)
        lines = [
            items.Item(
                item_id=row.item_id, family=family, entity_id=row.entity_id,
                fact_id=None if pd.isna(row.fact_id) else row.fact_id, kind=row.kind,
                prompt=f"Paths: <i>a b</i>\nSteps: {row.item_id}",
                choices=[] if written else [f" value{i}" for i in range(row.answer + 2)],
                answer=None if written else row.answer, target=f"value{row.answer}",
                knobs=row.knobs,
            )
            for row, written in zip(table.itertuples(), generated, strict=True)
        ]  # fmt: skip
        items.FILE.write(world / items_file(family), lines)


def write(table: Table, path: Path, frame: pd.DataFrame) -> Path:
    """Write `frame` as the study does, without the optional columns that it lacks."""
    schema = pa.schema([field for field in table.schema if field.name in frame])
    table.write(path, pa.Table.from_pandas(frame, schema=schema, preserve_index=False))
    return path


def make_results(
    root: Path,
    *,
    sizes: Sequence[str] = ("25k", "83k", "233k", "792k"),
    seeds: Sequence[int] | Mapping[str, Sequence[int]] = (0, 1, 2),
    arms: Mapping[str, Mapping[str, Sequence[int]]] | None = None,
    steps: Sequence[int] = (37, 150, 300, 600),
    rng_seed: int = 0,
    items: int = 600,
    families: Sequence[str] = FAMILIES,
    truth: Truth | None = None,
    bootstrap_samples: int = 200,
    confidence: float = 0.95,
    missing: Iterable[tuple[str, int]] = (),
    with_facts: bool = True,
) -> Synthetic:
    """Write a fake R under `root` and return what is true of it.

    `items` is about the number of items a family; families beyond ALL_FAMILIES get
    generic multiple-choice items with the knobs depth and shots. `seeds` are those of every size,
    or by size; `arms` adds arms beside the ladder, on its stream: seeds by size, by name. `missing`
    lists runs of the ladder, (size, seed), that are configured and absent.
    """
    of_size = seeds if isinstance(seeds, Mapping) else dict.fromkeys(sizes, seeds)
    every = {LADDER: {size: list(of_size[size]) for size in sizes}} | dict(arms or {})
    study = Synthetic(
        root=root,
        truth=truth or Truth(),
        sizes=list(sizes),
        runs=[
            Run(arm, size, seed)
            for arm, by_size in every.items()
            for size, own in by_size.items()
            for seed in own
        ],
        steps=sorted(steps),
        families=item_tables(items, families),
        config=json.dumps({
            "name": "synthetic", "streams": {},
            "arms": {
                arm: {"seeds": by_size, "stream": "main", "parent": None, "training": {}}
                for arm, by_size in every.items()
            },
            "analysis": {"seed": 1, "bootstrap_samples": bootstrap_samples,
                         "confidence": confidence},
            "mix": {"tokens": max(steps) * BATCH_TOKENS, "planted_bytes_per_token": {},
                    "shares": {name: 1 / (len(DOMAINS) + len(families))
                               for name in (*DOMAINS, *families)}},
        }),
    )  # fmt: skip
    stream = root / "stream" / "main"
    write_manifest(
        stream, job="stream", files=[],
        config={"stream": {"vocabulary_size": VOCABULARY, "batch_tokens": BATCH_TOKENS,
                           "sequence_length": 256}},
        facts={"layout": {"tokens": study.steps[-1] * BATCH_TOKENS, "sequence_length": 256,
                          "batch_sequences": BATCH_TOKENS // 256, "shard_batches": 4096,
                          "token_dtype": "uint16"}},
    )  # fmt: skip
    counted, stated = root / "facts" / "main", _facts(study)
    file = write(facts.TABLE, counted / facts.TABLE.name, stated if with_facts else stated.head(0))
    write_manifest(counted, job="facts", files=[file])
    _write_items(root / "world" / "main", study.families)
    gone = {Run(LADDER, *run) for run in missing}
    for run in study.runs:
        if run in gone:
            continue
        training, evaluation = (root / room / run.folder for room in ("training", "evaluation"))
        updates = _training_log(study, run, rng_seed)
        files = [write(log.TABLE, training / log.TABLE.name, updates)]
        write_manifest(training, job="train", files=files, facts=run._asdict())
        frame, losses = _evaluation(study, run, rng_seed)
        files = [
            write(answers.TABLE, evaluation / answers.TABLE.name, frame),
            write(held_out.TABLE, evaluation / held_out.TABLE.name, losses),
        ]
        told = run._asdict() | {"steps": study.steps}
        write_manifest(evaluation, job="evaluate", files=files, facts=told)
    return study
