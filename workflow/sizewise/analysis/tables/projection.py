"""What this ladder and published laws say of 7B and 700B parameters after 15T tokens.

A projection, never a prediction: nothing here was or will be measured. Our own numbers are in bits
a byte of our held-out text, published ones in nats a token of other corpora: they stand beside each
other and are never mixed. A gap between two sizes rests on the size term alone, a level on the
floor and the token term too, so a level is the less certain of the two. Intervals hold the noise of
the points and the error that the law made on end rungs left out, carried on (`methods.misfit`).
"""

from pathlib import Path

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import generator, interval
from sizewise.analysis.methods.capacity import most_bits
from sizewise.analysis.methods.emergence import MOST_RESAMPLES
from sizewise.analysis.methods.floor_laws import LEAST_SIZES, floor_laws
from sizewise.analysis.methods.half_recall import half_recall
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.misfit import (
    Misfit,
    decades_beyond,
    floor_misfit,
    line_misfit,
    misfit,
)
from sizewise.analysis.methods.records import most_held
from sizewise.analysis.methods.surface import EARLIEST, LEAST_STEPS, fit_surface
from sizewise.study.errors import StudyError

LAWS, CAPACITIES = FACTS = ("scaling_laws.csv", "capacities.csv")
SIZES = {"7B": 7e9, "700B": 7e11}
TOKENS = 15e12
COUNTS = ("non_embedding", "non_embedding_and_head", "total")
LOSS_COLUMNS = ["source", "law", "parameters", "size", "value", "low", "high", "unit", "tokens",
                "reach_parameters", "reach_tokens"]  # fmt: skip
CAPACITY_COLUMNS = ["size", "non_embedding", "capacity", "source", "bits_per_parameter",
                    "capacity_bits", "law", "bits_a_token", "stream_bits", "share"]  # fmt: skip
EXPOSURE_COLUMNS = ["size", "non_embedding", "exposures", "low", "high", "measured",
                    "reach_parameters"]  # fmt: skip


def _rows(values: dict[str, np.ndarray], confidence: float, **facts: object) -> list[dict]:
    """A row a key of `values`: (row,) with the estimate first and resamples behind it."""
    rows = []
    for size, value in values.items():
        low, high = interval(value[1:], confidence) if len(value) > 1 else (np.nan, np.nan)
        rows.append({"size": size, "value": value[0], "low": low, "high": high} | facts)
    return rows


def _both(point: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """The estimate as the first row, resamples without a number left out."""
    rows = np.concatenate([point[None], samples])
    there = np.isfinite(rows).all(axis=tuple(range(1, rows.ndim)))
    there[0] = True
    return rows[there]


def own_losses(inputs: Inputs) -> list[dict]:
    """Projected levels and gaps of our held-out loss, by law and count of parameters.

    L(N) at the last step: the gap, and the level that more parameters alone would reach at our own
    tokens. L(N, D) over the late checkpoints (`EARLIEST`): the level at 15T tokens too.
    Its checkpoints lie on one learning-rate schedule, so its token term is rough. Nothing below
    LEAST_SIZES sizes, or where a size lacks a loss.
    """
    _, means = held_out_means(inputs)
    panel, confidence = inputs.held_out, inputs.study.analysis.confidence
    last, tokens = panel.step_index(), inputs.tokens(panel.steps)
    points = means.estimate[0][:, last]
    if len(points) < LEAST_SIZES or not np.isfinite(points).all():
        return []
    rows = []
    steps = [
        k for k in range(last + 1)
        if tokens[k] >= EARLIEST * tokens[last] and np.isfinite(means.estimate[0][:, k]).all()
    ]  # fmt: skip
    for count in COUNTS:
        n = np.array([getattr(inputs.counts(size), count) for size in panel.sizes], dtype=float)
        facts = {"source": "this ladder", "parameters": count, "unit": "bits a byte"}
        floor, scale, exponent = floor_laws(_both(points, means.samples[:, 0, :, last]), n)
        levels = {z: floor + scale * size**-exponent for z, size in SIZES.items()}
        rng = generator(inputs.study.analysis.seed, "misfit", "projection", count)
        levels = _off(levels, n, floor_misfit(points, n), rng)
        rows += _losses(levels, confidence, n=n, facts=facts | {
            "law": "L(N)", "tokens": float(tokens[last]), "reach_tokens": 1.0,
        })  # fmt: skip
        if len(steps) < LEAST_STEPS:
            continue
        drawn = means.samples[:MOST_RESAMPLES, 0][:, :, steps].reshape(-1, n.size * len(steps))
        law = fit_surface(
            np.repeat(n, len(steps)), np.tile(tokens[steps].astype(float), len(n)),
            means.estimate[0][:, steps].ravel(), drawn[np.isfinite(drawn).all(axis=1)],
        )  # fmt: skip
        levels = {z: law.level(size, TOKENS) for z, size in SIZES.items()}
        by_size, by_tokens = _surface_misfits(means.estimate[0][:, steps], n, tokens[steps])
        levels = _off(levels, n, by_size, rng)
        away = decades_beyond(np.log10(tokens[steps]), np.log10(TOKENS))
        pull = np.exp(away * by_tokens.draws(len(law.samples), rng))
        levels = {z: np.append(value[:1], value[1:] * pull) for z, value in levels.items()}
        rows += _losses(levels, confidence, n=n, facts=facts | {
            "law": "L(N, D)", "tokens": TOKENS, "reach_tokens": TOKENS / tokens[last],
        })  # fmt: skip
    return rows


def _off(
    levels: dict[str, np.ndarray], n: np.ndarray, found: Misfit, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Levels whose resamples, behind the estimate, are off by the misfit of a law in size."""
    drawn = found.draws(len(next(iter(levels.values()))) - 1, rng)
    return {
        z: np.append(
            value[:1], value[1:] * np.exp(drawn * decades_beyond(np.log10(n), np.log10(SIZES[z])))
        )
        for z, value in levels.items()
    }


def _surface_misfits(loss: np.ndarray, n: np.ndarray, tokens: np.ndarray) -> tuple[Misfit, Misfit]:
    """Misfit of L(N, D) along sizes, at the last step, and along steps, at the largest size.

    `loss` is (size, step).
    """

    def predicted(fitted: np.ndarray) -> np.ndarray:
        size, step = np.nonzero(fitted)
        law = fit_surface(n[size], tokens[step].astype(float), loss[fitted], loss[fitted][None][:0])
        return np.log([[law.level(a, b)[0] for b in tokens] for a in n])

    log_loss = np.log(loss)
    by_size = misfit(
        np.log10(n), log_loss[:, -1],
        lambda kept: predicted(np.broadcast_to(kept[:, None], loss.shape))[:, -1],
        parameters=3,
    )  # fmt: skip
    by_tokens = misfit(
        np.log10(tokens), log_loss[-1],
        lambda kept: predicted(np.broadcast_to(kept, loss.shape))[-1],
        parameters=3,
    )  # fmt: skip
    return by_size, by_tokens


def _losses(
    levels: dict[str, np.ndarray], confidence: float, *, n: np.ndarray, facts: dict
) -> list[dict]:
    small, large = SIZES
    rows = []
    for size, value in levels.items():
        reach = {"reach_parameters": SIZES[size] / n.max()}
        rows += _rows({size: value}, confidence, **facts, **reach)
    gap = {f"{small} − {large}": levels[small] - levels[large]}
    return rows + _rows(gap, confidence, **facts, reach_parameters=SIZES[large] / n.max())


def read_laws(path: Path) -> pd.DataFrame:
    """The table of published laws. Raises StudyError for a column that is missing or no number."""
    return _read_facts(path, ["law", "source"], [
        "floor", "size_scale", "size_exponent", "token_scale", "token_exponent",
        "largest_parameters", "largest_tokens",
    ])  # fmt: skip


def read_capacities(path: Path) -> pd.DataFrame:
    """The table of published capacities. Raises StudyError as `read_laws` does."""
    return _read_facts(path, ["capacity", "source"], ["bits_per_parameter"])


def _read_facts(path: Path, texts: list[str], numbers: list[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise StudyError(f"{path}: unreadable ({error}); restore it from the repository") from None
    for column in [*texts, *numbers]:
        if column not in table:
            raise StudyError(f"{path}: no column {column}; restore it from the repository")
    for column in numbers:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise StudyError(f"{path}: column {column} holds text; write numbers")
    return table


def published_losses(laws: pd.DataFrame) -> list[dict]:
    """Levels and gaps that published constants give, as published: no intervals.

    Standard errors of single constants were published for some laws, but not how they go together,
    and a level or a gap needs that. What there is of uncertainty is the scatter of the laws.
    """
    rows = []
    for law in laws.to_dict("records"):
        token_term = law["token_scale"] / TOKENS ** law["token_exponent"]
        levels = {
            z: np.array([
                law["floor"] + law["size_scale"] / size ** law["size_exponent"] + token_term
            ])
            for z, size in SIZES.items()
        }  # fmt: skip
        rows += _losses(
            levels, 0.95, n=np.array([law["largest_parameters"]]),
            facts={
                "source": law["source"], "law": law["law"], "parameters": "as published",
                "unit": "nats a token", "tokens": TOKENS,
                "reach_tokens": TOKENS / law["largest_tokens"],
            },
        )  # fmt: skip
    return rows


def capacity_rows(inputs: Inputs, capacities: pd.DataFrame, losses: pd.DataFrame) -> list[dict]:
    """Capacity of 7B and 700B against the information of 15T tokens, for every published law.

    The information of a stream is bounded by what its best model cannot foresee: the law's level in
    bits, times tokens. Our own ladder adds the most bits a parameter that any of its sizes stored,
    which its planted facts limit, and an arm on records the most that any size holds there.
    """
    known = capacities.to_dict("records")
    own = most_bits(inputs)
    if own:
        known.append({
            "capacity": f"planted facts stored at {own[0]}", "source": "this ladder",
            "bits_per_parameter": own[1],
        })  # fmt: skip
    held_most = most_held(inputs)
    if held_most:
        size, bits, exposures = held_most
        known.append({
            "capacity": f"records held at {size}, told {exposures:,.0f} times",
            "source": "this ladder", "bits_per_parameter": bits,
        })  # fmt: skip
    rows = []
    levels = losses[(losses["unit"] == "nats a token") & losses["size"].isin([*SIZES])]
    for capacity in known:
        for level in levels.to_dict("records"):
            n, bits = SIZES[level["size"]], level["value"] / np.log(2)
            held = capacity["bits_per_parameter"] * n
            rows.append(capacity | {
                "size": level["size"], "non_embedding": n, "capacity_bits": held,
                "law": level["law"], "bits_a_token": bits, "stream_bits": bits * TOKENS,
                "share": held / (bits * TOKENS),
            })  # fmt: skip
    return rows


def exposure_rows(inputs: Inputs) -> list[dict]:
    """Exposures for half recall: measured at our sizes, carried by A2's line to 7B and 700B.

    Nothing where it has no exponent in size.
    """
    try:
        found = half_recall(inputs)
    except NotMeasurable:
        return []
    if not np.isfinite(found.exponent):
        return []
    confidence = inputs.study.analysis.confidence
    n = np.array([inputs.counts(size).non_embedding for size in found.sizes], dtype=float)
    ends = interval(found.samples, confidence)
    rows = [
        {"size": size, "non_embedding": n[i], "exposures": found.exposures[i], "low": ends[0][i],
         "high": ends[1][i], "measured": True, "reach_parameters": 1.0}
        for i, size in enumerate(found.sizes)
    ]  # fmt: skip
    log_n, known = np.log10(n), np.array([side is None for side in found.reach.sides])
    off = line_misfit(log_n[known], np.log10(found.exposures)[known])
    rng = generator(inputs.study.analysis.seed, "misfit", "exposures")
    for size, target in SIZES.items():
        point, drawn = found.log_exposures_at(np.log10(target))
        # Sizes whose f50 is only a bound say nothing of how far off the line is.
        away = decades_beyond(log_n[known], np.log10(target))
        drawn = drawn + off.draws(len(drawn), rng) * away
        low, high = interval(drawn, confidence)
        rows.append({
            "size": size, "non_embedding": target, "exposures": 10**point, "low": 10**low,
            "high": 10**high, "measured": False, "reach_parameters": target / n.max(),
        })  # fmt: skip
    return rows


def projection_tables(inputs: Inputs, data: Path | None) -> dict[str, pd.DataFrame]:
    """`projection` (losses), `projection_capacity` and `projection_exposures`.

    `data` is the folder of published facts; without it only our own ladder speaks.
    """
    rows = own_losses(inputs)
    capacities = pd.DataFrame(columns=["capacity", "source", "bits_per_parameter"])
    if data is not None:
        rows += published_losses(read_laws(data / LAWS))
        capacities = read_capacities(data / CAPACITIES)
    losses = pd.DataFrame(rows, columns=LOSS_COLUMNS)
    return {
        "projection": losses,
        "projection_capacity": pd.DataFrame(
            capacity_rows(inputs, capacities, losses), columns=CAPACITY_COLUMNS
        ),
        "projection_exposures": pd.DataFrame(exposure_rows(inputs), columns=EXPOSURE_COLUMNS),
    }
