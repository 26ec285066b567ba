"""Directions of entities and sources in the residual stream, and how much they overlap.

A direction is a difference of means: an entity's mean residual minus that of other entities, the
first source's minus the second's. Every mean comes from a sample of phrasings, so its direction is
noisy, and noise makes squared cosines too large for directions that are nearly orthogonal and too
small for others. Therefore each direction is estimated twice, from disjoint samples: for a with
halves a1, a2 and b with b1, b2, all with independent noise,

    E[(a1·b1)(a2·b2)] = (a·b)^2    and    E[(a1·a2)(b1·b2)] = |a|^2 |b|^2,

and their ratio estimates cos^2. Both are also written divided by the product of the four lengths:
`product`, two cosines across directions, and `reliability`, two cosines across halves. Means over
pairs are taken of both before the division, where no single small reliability can blow up.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Halves:
    """Two estimates of the same directions from disjoint samples, (…, d_model) each."""

    one: np.ndarray
    two: np.ndarray

    def __getitem__(self, index) -> "Halves":
        return Halves(one=self.one[index], two=self.two[index])


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Squared cosines of pairs of directions; arrays of one shape."""

    product: np.ndarray
    reliability: np.ndarray

    @property
    def squared(self) -> np.ndarray:
        """The estimate of cos^2; NaN where the halves of a direction disagree on its sign."""
        good = self.reliability > 0
        return np.divide(
            self.product, self.reliability, out=np.full(good.shape, np.nan), where=good
        )


def _cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    dot = (a * b).sum(axis=-1)
    return np.divide(dot, lengths, out=np.zeros(dot.shape), where=lengths > 0)


def overlap(a: Halves, b: Halves) -> Overlap:
    """Overlap of the directions `a` and `b`, which broadcast against each other.

    The two ways to pair the halves are averaged.
    """
    straight = _cosine(a.one, b.one) * _cosine(a.two, b.two)
    across = _cosine(a.one, b.two) * _cosine(a.two, b.one)
    reliability = _cosine(a.one, a.two) * _cosine(b.one, b.two)
    product = (straight + across) / 2
    return Overlap(product=product, reliability=np.broadcast_to(reliability, product.shape))


def source_direction(residual: np.ndarray) -> Halves:
    """First source minus second. `residual` is (entity, frame, tag, d_model), tags as in Design.

    The halves share neither an entity nor a frame.
    """
    gap = residual[:, :, 0] - residual[:, :, 1]
    return Halves(one=gap[::2, ::2].mean(axis=(0, 1)), two=gap[1::2, 1::2].mean(axis=(0, 1)))


def source_directions(residual: np.ndarray) -> tuple[Halves, Halves]:
    """Each source minus the prompt without a tag; no sample serves two of the four halves."""
    first = residual[:, :, 0] - residual[:, :, 2]
    second = residual[:, :, 1] - residual[:, :, 2]

    def mean(gap: np.ndarray, entity: int, frame: int) -> np.ndarray:
        return gap[entity::2, frame::2].mean(axis=(0, 1))

    return (
        Halves(one=mean(first, 0, 0), two=mean(first, 1, 1)),
        Halves(one=mean(second, 0, 1), two=mean(second, 1, 0)),
    )


def entity_directions(residual: np.ndarray) -> Halves:
    """(entity, d_model): each entity's mean minus the mean of the entities of its own group.

    The groups are every other entity. Directions of one group sum to zero, which alone makes them
    overlap; pairs of unrelated entities must come from both groups. The halves share no frame.
    Both sources weigh the same in every mean, so that what a source adds cancels out.
    """
    tagged = residual[:, :, :2].mean(axis=2)
    halves = []
    for frame in (0, 1):
        mean = tagged[:, frame::2].mean(axis=1)
        for group in (slice(0, None, 2), slice(1, None, 2)):
            mean[group] = mean[group] - mean[group].mean(axis=0)
        halves.append(mean)
    return Halves(one=halves[0], two=halves[1])
