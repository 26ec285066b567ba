"""Tables of the ladder itself: sizes, training curves, held-out loss."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import interval
from sizewise.analysis.methods.held_out import held_out_by_run, held_out_means
from sizewise.study.ladder import size_named

CURVE_POINTS = 150
# The training loss of one step is noisy; the end of a run is the mean of its last share.
_LAST_SHARE = 0.02


def final_loss(log: pd.DataFrame) -> float:
    """Mean training loss in nats a token over the last 2 % of the steps."""
    tail = max(1, round(len(log) * _LAST_SHARE))
    return float(log["loss"].iloc[-tail:].mean())


def training_seconds(log: pd.DataFrame) -> float:
    """Seconds of training that the log accounts for: tokens over speed, step by step."""
    tokens = np.diff(log["tokens"].to_numpy(float), prepend=0.0)
    return float((tokens / log["tokens_per_second"].to_numpy(float)).sum())


def curves_table(inputs: Inputs) -> pd.DataFrame:
    """arm, size, seed, step, tokens, loss: about 150 log-spaced steps a run, first and last in.

    The loss of a kept step is the mean over the steps since the kept one before it.
    """
    frames = []
    for run, log in inputs.logs.items():
        kept = np.unique(np.round(np.geomspace(1, len(log), CURVE_POINTS)).astype(int))
        starts = np.concatenate([[0], kept[:-1]])
        loss = np.add.reduceat(log["loss"].to_numpy(float), starts) / np.diff(kept, prepend=0)
        rows = log.iloc[kept - 1]
        frames.append(pd.DataFrame({
            **run._asdict(), "step": rows["step"].to_numpy(),
            "tokens": rows["tokens"].to_numpy(), "loss": loss,
        }))  # fmt: skip
    columns = ["arm", "size", "seed", "step", "tokens", "loss"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def loss_table(inputs: Inputs) -> pd.DataFrame:
    """arm, size, seed (null = pooled), step, tokens, domain, bits_per_byte, low, high, n."""
    panel = inputs.held_out
    names, means = held_out_means(inputs)
    low, high = interval(means.samples, inputs.study.analysis.confidence)
    counts = [len(panel.items), *(int(panel.kind(name).sum()) for name in names[1:])]
    tokens = inputs.tokens(panel.steps)
    frames = []
    for s, size in enumerate(panel.sizes):
        for d, domain in enumerate(names):
            frames.append(pd.DataFrame({
                "arm": inputs.name, "size": size,
                "seed": pd.array([None] * len(tokens), dtype="Int64"),
                "step": panel.steps, "tokens": tokens, "domain": domain,
                "bits_per_byte": means.estimate[d, s], "low": low[d, s], "high": high[d, s],
                "n": counts[d],
            }))  # fmt: skip
    _, single = held_out_by_run(inputs)
    for r, (arm, size, seed) in enumerate(panel.runs):
        for d, domain in enumerate(names):
            frames.append(pd.DataFrame({
                "arm": arm, "size": size, "seed": pd.array([seed] * len(tokens), dtype="Int64"),
                "step": panel.steps, "tokens": tokens, "domain": domain,
                "bits_per_byte": single[d, r], "low": np.nan, "high": np.nan, "n": counts[d],
            }))  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    return table.dropna(subset="bits_per_byte").reset_index(drop=True)


def sizes_table(inputs: Inputs) -> pd.DataFrame:
    """One row a size: shape, three parameter counts, seeds, final loss.

    `loss` is the final training loss (nats a token) and `bits_per_byte` the held-out one at the
    last step, means over seeds.
    """
    _, means = held_out_means(inputs)
    last = inputs.held_out.step_index()
    rows = []
    for s, size in enumerate(inputs.sizes):
        shape, counts = size_named(size), inputs.counts(size)
        logs = [inputs.logs[run] for run in inputs.runs if run.size == size and run in inputs.logs]
        rows.append({
            "size": size, "total": counts.total, "non_embedding": counts.non_embedding,
            "non_embedding_and_head": counts.non_embedding_and_head,
            "d_model": shape.d_model, "n_layer": shape.n_layer, "n_head": shape.n_head,
            "seeds": len(inputs.seeds_by_size[size]),
            "loss": np.mean([final_loss(log) for log in logs]) if logs else np.nan,
            "bits_per_byte": means.estimate[0, s, last],
        })  # fmt: skip
    return pd.DataFrame(rows)


def speed_table(inputs: Inputs) -> pd.DataFrame:
    """One row a size that has logs: `tokens_per_second`, median over steps, then seeds, and
    `training_seconds`, the mean a run.

    A table of its own, because the same training is never equally fast twice: pages that show no
    speed do not depend on it.
    """
    rows = []
    for size in inputs.sizes:
        logs = [inputs.logs[run] for run in inputs.runs if run.size == size and run in inputs.logs]
        if logs:
            rows.append({
                "size": size,
                "tokens_per_second": np.median([log["tokens_per_second"].median() for log in logs]),
                "training_seconds": np.mean([training_seconds(log) for log in logs]),
            })  # fmt: skip
    return pd.DataFrame(rows, columns=["size", "tokens_per_second", "training_seconds"])
