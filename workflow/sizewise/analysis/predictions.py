"""Predictions of a size before it is trained, and how they came out.

Every curve over the sizes that are there (held-out loss by domain, each kind of planted items under
its deciding continuous score) is carried on to a size without a result, by the rival law (`laws`)
that was least off on end rungs left out (`methods.misfit`). Which law that is depends on the
smaller sizes alone. The intervals hold the noise of the points, the law's misfit, and the noise
that a measurement has which is made with as many runs as the largest size here.

The file is written, and committed, before the size is trained; afterwards the same command with the
measured size adds what was found. A prediction is of what will be measured; what the report says
of 7B and 700B is a projection (`tables.projection`).
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.analysis.data.inputs import Inputs, contents_read, read_inputs
from sizewise.analysis.data.resample import generator, interval
from sizewise.analysis.data.settings import Settings
from sizewise.analysis.methods.emergence import MOST_RESAMPLES, scored
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.misfit import LEAST_FITTED, decades_beyond, rival_misfits
from sizewise.analysis.methods.rivals import LEAST_NOISE, predict_larger
from sizewise.study.artifacts import MANIFEST, read_json, sha256_of_json, write_json
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named
from sizewise.study.null_worlds import wilson
from sizewise.study.runs import LADDER, Run

HELD_OUT = "held-out text"


@dataclass(frozen=True)
class Curve:
    """A loss by size: what is predicted."""

    family: str
    """A planted family, or HELD_OUT."""
    kind: str
    """A kind of its items, or a domain."""
    score: str
    """What the loss is: bits a byte, or a scoring of `methods.emergence`."""
    estimate: np.ndarray
    """(size,) > 0"""
    samples: np.ndarray
    """(resample, size) > 0"""

    @property
    def named(self) -> dict[str, str]:
        """What it is a curve of."""
        return {"family": self.family, "kind": self.kind, "score": self.score}


def curves(inputs: Inputs) -> Iterator[Curve]:
    """Every curve that has a value at every size, at the last step."""
    if inputs.has_text:
        names, means = held_out_means(inputs)
        last = inputs.held_out.step_index()
        for d, domain in enumerate(names):
            estimate, drawn = means.estimate[d, :, last], means.samples[:MOST_RESAMPLES, d, :, last]
            # A resample without a passage of the domain has no mean.
            drawn = np.where(np.isfinite(drawn), drawn, estimate)
            yield Curve(HELD_OUT, domain, "bits a byte", estimate, drawn)
    for one in scored(inputs, decisive=True):
        if np.isfinite(one.means.estimate).all():
            yield Curve(one.panel.family, one.kind, one.scoring, one.positive.estimate,
                        one.positive.samples[:MOST_RESAMPLES])  # fmt: skip


def _ladder(study: Settings, *, without: str | None = None) -> Settings:
    """The ladder alone, as if a size had not been trained."""
    runs = [run for run in study.runs_of(LADDER) if run.size != without]
    streams = {LADDER: study.streams[LADDER]}
    return replace(study, runs=runs, streams=streams, shorter={}, rewarded=frozenset())


def _with_measured(study: Settings, results: Path, size: str) -> Settings:
    """The ladder and the runs of `size` that `results` hold.

    The study's own file need not name them: a rung with one seed is enough to hold a prediction to
    the truth, and not for verdicts, which ask for two.
    """
    own = _ladder(study, without=size)
    found = [
        path.parent.name
        for path in (results / "evaluation" / LADDER / size).glob(f"seed*/{MANIFEST}")
    ]
    seeds = sorted({int(name.removeprefix("seed")) for name in found})
    return replace(own, runs=[*own.runs, *(Run(LADDER, size, seed) for seed in seeds)])


def predict(study: Settings, results: Path, size: str) -> dict[str, Any]:
    """What the sizes that are there say of `size`, which is left out where it is there too.

    Raises StudyError for an unknown size, one that is not larger than those that are there, and
    where these are too few for a law and something that can disagree with it.
    """
    target = size_named(size)
    own = _ladder(study, without=size)
    inputs = read_inputs(own, results)
    n, least = inputs.log_parameters, LEAST_FITTED + 1
    beyond = float(np.log10(target.counts(inputs.vocabulary_size).non_embedding))
    if len(n) < least:
        raise StudyError(
            f"{results}: {len(n)} sizes have results, and a prediction needs {least}; run more of "
            "arms.ladder.seeds first"
        )
    if beyond <= n[-1]:
        raise StudyError(
            f"--size {size}: not larger than {inputs.sizes[-1]}, the largest that has results; "
            "name a larger one of workflow/sizewise/study/sizes.csv"
        )
    return {
        "study": study.name,
        "size": size,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "seeds": {name: len(seeds) for name, seeds in inputs.seeds_by_size.items()},
        "read_sha256": sha256_of_json(contents_read(own, results)),
        "confidence": study.analysis.confidence,
        "predictions": _predictions(inputs, beyond),
    }


def _predictions(inputs: Inputs, beyond: float) -> list[dict[str, Any]]:
    """A row a curve; `beyond` is log10 of the parameters that are predicted for."""
    found = list(curves(inputs))
    loss = np.stack([one.estimate for one in found])
    drawn = np.stack([one.samples for one in found])
    n, rows = inputs.log_parameters, []
    # What is predicted has no value yet; the fit does not look at it.
    predicted = predict_larger(
        np.append(n, beyond), np.insert(loss, len(n), 1.0, axis=1),
        np.insert(drawn, len(n), 1.0, axis=2), held=1,
    )  # fmt: skip
    noise = np.maximum(np.log(drawn).std(axis=1), LEAST_NOISE)
    by_law = [rival_misfits(one.law, n, loss, noise) for one in predicted[0]]
    for c, (one, laws) in enumerate(zip(found, predicted, strict=True)):
        misfits = [of_law[c] for of_law in by_law]
        best = int(np.argmin([m.error if np.isfinite(m.error) else np.inf for m in misfits]))
        law, misfit = laws[best], misfits[best]
        many = len(law.samples)
        rng = generator(inputs.study.analysis.seed, "predictions", *one.named.values())
        off = misfit.draws(many, rng) * decades_beyond(n, beyond)
        values = law.samples[:, 0] + noise[c, -1] * rng.standard_normal(many) + off
        low, high = interval(values, inputs.study.analysis.confidence)
        rows.append(one.named | {
            "law": law.law.name, "predicted": float(np.exp(law.predicted[0])),
            "low": float(np.exp(low)), "high": float(np.exp(high)),
        })  # fmt: skip
    return rows


def compare(study: Settings, results: Path, stated: Mapping[str, Any]) -> dict[str, Any]:
    """`stated` with what was measured at its size since, and whether the intervals held it.

    Raises StudyError where the size has no results.
    """
    size = stated["size"]
    inputs = read_inputs(_with_measured(study, results, size), results)
    if size not in inputs.sizes:
        raise StudyError(f"{results}: {size} has no results yet; train and evaluate it first")
    place = inputs.sizes.index(size)
    measured = {tuple(one.named.values()): float(one.estimate[place]) for one in curves(inputs)}
    rows = []
    for row in stated["predictions"]:
        value = measured.get((row["family"], row["kind"], row["score"]))
        inside = None if value is None else row["low"] <= value <= row["high"]
        rows.append(row | {"measured": value, "inside": inside})
    return dict(stated) | {
        "measured_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "measured_seeds": len(inputs.seeds_by_size[size]),
        "predictions": rows,
    }


def state(study: Settings, results: Path, size: str, output: Path) -> dict[str, Any]:
    """Write the predictions of `size` to `output`; where they stand there, add what was measured.

    A statement is never made again: what stood before the training is what counts. Raises
    StudyError for a file of another study or size, and as `predict` and `compare` do.
    """
    if output.is_file():
        told = read_json(output)
        for key, value in (("study", study.name), ("size", size)):
            if told.get(key) != value:
                raise StudyError(f"{output}: made for {key} {told.get(key)}; name another --output")
        told = compare(study, results, told)
    else:
        if (results / "training" / LADDER / size).is_dir():
            raise StudyError(
                f"--size {size}: its training has begun, so this would be no prediction; name a "
                "larger size"
            )
        told = predict(study, results, size)
        output.parent.mkdir(parents=True, exist_ok=True)
    write_json(output, told)
    return told


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The table for a terminal or, as Markdown, for a page."""
    seeds = ", ".join(f"{size} {count}" for size, count in told["seeds"].items())
    yield f"Stated on {told['date']} for {told['size']} of study {told['study']} (seeds: {seeds})."
    if "measured_on" in told:
        inside = [row["inside"] for row in told["predictions"] if row["inside"] is not None]
        low, high = wilson(sum(inside), len(inside))
        yield (
            f"Measured on {told['measured_on']} with {told['measured_seeds']} runs: {sum(inside)} "
            f"of {len(inside)} inside of intervals of {told['confidence']:.0%} "
            f"({sum(inside) / len(inside):.2f} [{low:.2f}, {high:.2f}])."
        )
    yield ""
    yield "| family | kind | loss | law | predicted | measured | inside |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for row in told["predictions"]:
        measured, inside = row.get("measured"), row.get("inside")
        yield (
            f"| {row['family']} | {row['kind']} | {row['score']} | {row['law']} | "
            f"{row['predicted']:.3g} [{row['low']:.3g}, {row['high']:.3g}] | "
            f"{'-' if measured is None else f'{measured:.3g}'} | "
            f"{'-' if inside is None else 'yes' if inside else '**no**'} |"
        )
