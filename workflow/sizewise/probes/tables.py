"""The three tables of the probes: heads, repeats, overlap."""

from typing import Any

import numpy as np

from sizewise.probes.directions import (
    entity_directions,
    overlap,
    source_direction,
    source_directions,
)
from sizewise.probes.prompts import Design
from sizewise.probes.repeats import Heads, Losses, even_scores

Rows = list[dict[str, Any]]


def head_rows(layers: list[Heads], repeat: int) -> Rows:
    """A row a layer (from 1) and head (from 0): means over sequences and their standard errors.

    Beside them stands what attention that is spread evenly would score.
    """
    rows, even = [], even_scores(repeat)
    for layer, scores in enumerate(layers, start=1):
        n, heads = scores.prefix_matching.shape
        for head in range(heads):
            row: dict[str, Any] = {"layer": layer, "head": head, "sequences": n}
            for name in ("prefix_matching", "previous_token"):
                values = getattr(scores, name)[:, head]
                row[name] = values.mean()
                row[f"{name}_error"] = values.std(ddof=1) / n**0.5
                row[f"{name}_even"] = even[name]
            rows.append(row)
    return rows


def repeat_rows(losses: Losses) -> Rows:
    """A row a sequence, in nats."""
    columns = {
        f"{name}_loss": getattr(losses, name) for name in ("first", "second", "early", "late")
    }
    return [
        {"sequence": i} | {name: values[i] for name, values in columns.items()}
        for i in range(len(losses.first))
    ]


def overlap_rows(residuals: list[np.ndarray], design: Design) -> Rows:
    """A row a layer (from 1) and pair of directions.

    `residuals` has one (prompts, d_model) array a layer, prompts as in `design`. Pairs of entities
    are those of different groups (`entity_directions`).
    """
    first, second = design.sources
    groups = design.entities[::2], design.entities[1::2]
    kinds = {
        "source-entity": [(f"{first}-{second}", entity) for entity in design.entities],
        "entity-entity": [(a, b) for a in groups[0] for b in groups[1]],
        "source-source": [(first, second)],
    }
    rows = []
    for layer, flat in enumerate(residuals, start=1):
        residual = flat.reshape(*design.shape, flat.shape[-1])
        entities, source = entity_directions(residual), source_direction(residual)
        found = (
            overlap(source, entities),
            overlap(entities[::2, None], entities[1::2]),
            overlap(*source_directions(residual)),
        )
        for (pair, names), values in zip(kinds.items(), found, strict=True):
            columns = (values.product, values.reliability, values.squared)
            for (a, b), *numbers in zip(
                names, *(np.ravel(c).tolist() for c in columns), strict=True
            ):
                row = {"layer": layer, "d_model": flat.shape[-1], "pair": pair}
                row |= {"first": a, "second": b}
                names_of = ("product", "reliability", "overlap2")
                rows.append(row | dict(zip(names_of, numbers, strict=True)))
    return rows
