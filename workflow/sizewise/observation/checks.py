"""What could fool the contrast: saturated boards, narrow ranges of size, judges with a vendor."""

import numpy as np
import pandas as pd

from sizewise.observation.boards import BOARDS
from sizewise.observation.bootstrap import (
    cluster_counts,
    correlations,
    generator,
    interval,
    partial,
)
from sizewise.observation.sample import months_of
from sizewise.observation.table import PublicTable, Rating
from sizewise.study.statistics import Analysis

MIN_MODELS = 20
_PARTS = {"all": (0, np.inf), "below 100B": (0, 100), "100B and more": (100, np.inf)}


def board_correlations(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_boards.parquet: every board's correlation with size, whole and in parts of the range.

    `corrected` undoes the narrower spread of log size in a part by Thorndike's case 2 (1949):
    what the correlation would be at the spread of all of the board's models, were the slope the
    same. `top_share` is the share of models within a tenth of the board's spread (5th to 95th
    percentile) of its best score: large where a board is saturated.
    """
    months = months_of(table.models.release)
    sizes = np.log10(table.sizes(table.known()))
    rows = []
    for board in BOARDS.values():
        for setting in board.settings:
            scores = table.ratings(Rating(board.name, setting))[board.name]
            frame = pd.DataFrame(
                {"score": scores, "size": sizes, "months": months, "vendor": table.models.vendor}
            )
            published = frame.score.dropna()
            spread = np.subtract(*np.quantile(published, [0.95, 0.05]))
            top_share = float((published > published.max() - spread / 10).mean())
            frame = frame.dropna()
            for part, (low, high) in _PARTS.items():
                inside = frame[(frame["size"] >= np.log10(low or 1e-9)) & (
                    frame["size"] < np.log10(high))]  # fmt: skip
                if len(inside) < MIN_MODELS:
                    continue
                rows.append(
                    {
                        "board": board.name, "title": board.title, "trait": board.trait,
                        "setting": setting, "judge": board.judge, "part": part,
                        "models": len(inside), "vendors": inside.vendor.nunique(),
                        "score_spread": float(inside.score.std()),
                        "size_spread": float(inside["size"].std()), "top_share": top_share,
                    }
                    | _size_correlation(inside, analysis, board.name, setting, part)
                    | {"ratio": float(frame["size"].std() / inside["size"].std())}
                )  # fmt: skip
    result = pd.DataFrame(rows)
    scaled = result.value * result.ratio
    result["corrected"] = scaled / np.sqrt(1 - result.value**2 + scaled**2)
    return result.drop(columns="ratio")


def _size_correlation(frame: pd.DataFrame, analysis: Analysis, *labels: str) -> dict[str, float]:
    clusters = np.unique(frame.vendor, return_inverse=True)[1]
    rng = generator(analysis.seed, "boards", *labels)
    weights = cluster_counts(clusters, analysis.bootstrap_samples, rng)[:, clusters] * 1.0
    columns = [frame[name].to_numpy(float) for name in ("score", "size", "months")]
    matrix = correlations(columns, weights)
    plain = interval(partial(matrix, 0, 1), analysis.confidence)
    given_date = interval(partial(matrix, 0, 1, (2,)), analysis.confidence)
    return dict(zip(("value", "low", "high"), plain, strict=True)) | dict(
        zip(("given_date", "given_date_low", "given_date_high"), given_date, strict=True)
    )


def judge_effects(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_judges.parquet: does a board judged by a vendor's model favour that vendor?

    Residual of each model's score (standardised) given what people say of its creative writing
    in the arena (least squares); mean over the judging vendor's models minus mean over the rest,
    in standard deviations, bootstrap over models.
    """
    people = table.ratings(Rating("arena_creative", "raw"))["arena_creative"]
    rows = []
    for board in BOARDS.values():
        if board.judge in ("people", "answer key") or board.trait != "feeling":
            continue
        scores = table.ratings(Rating(board.name, "only"))[board.name]
        frame = pd.DataFrame({"score": scores, "people": people, "vendor": table.models.vendor})
        frame = frame.dropna()
        slope, intercept = np.polyfit(frame.people, frame.score, 1)
        residual = (frame.score - slope * frame.people - intercept) / frame.score.std()
        own = (frame.vendor == board.judge).to_numpy()
        rng = generator(analysis.seed, "judges", board.name)
        values = residual.to_numpy()
        draws = np.array(
            [values[own].mean() - values[~own].mean()]
            + [
                rng.choice(values[own], own.sum()).mean()
                - rng.choice(values[~own], (~own).sum()).mean()
                for _ in range(analysis.bootstrap_samples)
            ]
        )
        estimate, low, high = interval(draws, analysis.confidence)
        rows.append(
            {
                "board": board.title, "judge": board.judge, "models": len(frame),
                "own_models": int(own.sum()), "value": estimate, "low": low, "high": high,
                "correlation": float(np.corrcoef(frame.people, frame.score)[0, 1]),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
