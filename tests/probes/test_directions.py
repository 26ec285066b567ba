"""Squared overlaps: unbiased on directions whose overlap is known, and on published geometry."""

import numpy as np
import pytest
from sizewise.probes.directions import (
    Halves,
    entity_directions,
    overlap,
    source_direction,
    source_directions,
)

from tests.probes.superposition import trained_features


def exact(directions: np.ndarray) -> np.ndarray:
    """Squared cosines between all rows, which are known without noise."""
    halves = Halves(one=directions, two=directions)
    return overlap(halves[:, None], halves).squared


def random_unit(rng, *shape) -> np.ndarray:
    vectors = rng.standard_normal(shape)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@pytest.mark.parametrize("angle", [0, 30, 60, 72, 90])
def test_two_directions_at_a_known_angle(angle):
    radians = np.radians(angle)
    plane = np.array([[1.0, 0, 0], [np.cos(radians), np.sin(radians), 0]])
    assert exact(plane)[0, 1] == pytest.approx(np.cos(radians) ** 2)
    assert exact(plane * [[3.0], [-0.1]])[0, 1] == pytest.approx(np.cos(radians) ** 2)


def test_random_directions_overlap_by_one_over_d():
    """Mean squared overlap of random unit vectors is 1/d, a power law of exponent -1.

    (The law that arXiv 2505.10465 finds in strong superposition, overlap^2 ~ 1/d.)
    """
    rng, widths = np.random.default_rng(0), np.array([8, 16, 32, 64, 128, 256])
    means = []
    for d in widths:
        values = exact(random_unit(rng, 300, d))[np.triu_indices(300, 1)]
        means.append(values.mean())
        # The variance of cos^2 is 2(d - 1) / (d^2 (d + 2)).
        error = (2 * (d - 1) / (d**2 * (d + 2)) / len(values)) ** 0.5
        assert abs(means[-1] - 1 / d) < 5 * error
    slope = np.polyfit(np.log(widths), np.log(means), 1)[0]
    assert slope == pytest.approx(-1, abs=0.01)


@pytest.mark.parametrize("cosine", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("noise", [0.5, 1.0])
def test_noise_biases_plain_cosines_and_not_the_halves(cosine, noise):
    """Two unit vectors of d = 64 at a known angle, each seen twice through noise of that length."""
    rng, d, samples = np.random.default_rng(1), 64, 20_000
    a = random_unit(rng, samples, d)
    rest = rng.standard_normal((samples, d))
    rest -= (rest * a).sum(axis=1, keepdims=True) * a
    b = cosine * a + (1 - cosine**2) ** 0.5 * rest / np.linalg.norm(rest, axis=1, keepdims=True)

    def seen(direction):
        return direction + noise * rng.standard_normal((samples, d)) / d**0.5

    first, second = Halves(one=seen(a), two=seen(a)), Halves(one=seen(b), two=seen(b))
    found = overlap(first, second)
    pooled = found.product.sum() / found.reliability.sum()
    error = (found.product - cosine**2 * found.reliability).std() / (
        samples**0.5 * found.reliability.mean()
    )
    # Lengths of the halves vary a little, with the noise along the directions: hence the 1 %.
    assert abs(pooled - cosine**2) < 4 * error + 0.01 * cosine**2
    plain = exact_pairs((first.one + first.two) / 2, (second.one + second.two) / 2)
    assert abs(plain - cosine**2) > 4 * error


def exact_pairs(a: np.ndarray, b: np.ndarray) -> float:
    """Mean squared cosine between the rows of `a` and those of `b` at the same place."""
    return float(overlap(Halves(one=a, two=a), Halves(one=b, two=b)).squared.mean())


def residuals(rng, *, entities=24, frames=6, d=48, noise=0.5):
    """(entity, frame, tag, d): entities, sources and frames that add up, and noise."""
    entity, frame = random_unit(rng, entities, d), random_unit(rng, frames, d)
    source = random_unit(rng, 3, d)
    parts = (
        entity[:, None, None] + frame[None, :, None] + source[None, None]
        + noise * rng.standard_normal((entities, frames, 3, d)) / d**0.5
    )  # fmt: skip
    return 5.0 + parts, entity, source


def pooled(found) -> float:
    return float(np.sum(found.product) / np.sum(found.reliability))


def test_without_noise_directions_are_the_ones_that_were_put_in():
    values, entity, source = residuals(np.random.default_rng(2), noise=0.0)
    found = source_direction(values)
    assert np.allclose(found.one, source[0] - source[1])
    assert np.allclose(found.one, found.two)
    mine = entity_directions(values)
    groups = [entity[g] - entity[g].mean(axis=0) for g in (slice(0, None, 2), slice(1, None, 2))]
    assert np.allclose(mine.one[::2], groups[0])
    assert np.allclose(mine.two[1::2], groups[1])


def test_unrelated_entities_and_sources_overlap_by_one_over_d():
    """Groups of twelve would overlap by 1/121 more, frames and noise by far more."""
    rng, d = np.random.default_rng(3), 48
    between, within = [], []
    for _ in range(150):
        values, _, _ = residuals(rng, d=d)
        mine, source = entity_directions(values), source_direction(values)
        between.append(pooled(overlap(mine[::2, None], mine[1::2])))
        within.append(pooled(overlap(source, mine)))
    for found in (between, within):
        assert abs(np.mean(found) - 1 / d) < 4 * np.std(found) / len(found) ** 0.5
    assert np.std(between) / 150**0.5 < 0.1 / d


def test_sources_share_what_a_tag_changes_at_all():
    """Three unrelated means: two differences from the third meet at 60 degrees, a quarter."""
    rng = np.random.default_rng(4)
    found = [
        pooled(overlap(*source_directions(residuals(rng, d=256, noise=1.0)[0]))) for _ in range(200)
    ]
    assert np.mean(found) == pytest.approx(0.25, abs=0.01)


def test_rotation_scale_and_a_constant_change_nothing():
    rng = np.random.default_rng(5)
    values, _, _ = residuals(rng)
    rotation, _ = np.linalg.qr(rng.standard_normal((values.shape[-1],) * 2))
    for other in (values @ rotation, 7 * values, values + rng.standard_normal(values.shape[-1])):
        one, two = (overlap(source_direction(v), entity_directions(v)) for v in (values, other))
        assert np.allclose(one.squared, two.squared)


def test_what_a_source_adds_goes_to_the_source_alone():
    rng = np.random.default_rng(6)
    values, _, _ = residuals(rng)
    more = 10 * rng.standard_normal(values.shape[-1])
    moved = values.copy()
    moved[:, :, 0] += more
    assert np.allclose(entity_directions(values).one, entity_directions(moved).one)
    assert np.allclose(source_direction(values).two + more, source_direction(moved).two)


def test_halves_that_disagree_give_no_overlap():
    one = np.array([1.0, 0.0])
    found = overlap(Halves(one=one, two=-one), Halves(one=one, two=one))
    assert found.reliability == -1
    assert np.isnan(found.squared)
    # A direction of length zero, as the same token everywhere gives it.
    assert np.isnan(overlap(Halves(one=0 * one, two=0 * one), Halves(one=one, two=one)).squared)


@pytest.mark.parametrize(
    ("features", "angles", "dimensionality"),
    [
        # An antipodal pair a dimension; a regular pentagon (Elhage et al. 2022).
        (4, [90, 90, 180], 1 / 2),
        (5, [72, 72, 144, 144], 2 / 5),
    ],
)
def test_toy_models_of_superposition_have_their_published_geometry(
    features, angles, dimensionality
):
    weights = trained_features(features, 2, sparsity=0.95).double().numpy()
    squared = exact(weights)
    lengths = np.linalg.norm(weights, axis=1)
    assert lengths.std() < 0.05 * lengths.mean()
    expected = sorted(np.cos(np.radians(angles)) ** 2)
    for row in range(features):
        assert np.allclose(sorted(np.delete(squared[row], row)), expected, atol=0.05)
    # D_i = |W_i|^2 / sum_j (W^_i . W_j)^2: the share of a dimension that a feature has.
    shares = lengths**2 / (squared * lengths**2).sum(axis=1)
    assert shares == pytest.approx(np.full(features, dimensionality), abs=0.02)
