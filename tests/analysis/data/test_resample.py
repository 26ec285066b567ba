import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.panel import Panel
from sizewise.analysis.data.resample import (
    Resamples,
    generator,
    interval,
    item_counts,
    seed_share,
    share_of_all,
)
from sizewise.analysis.methods.curves import slope
from sizewise.study.runs import LADDER, Run


def panel(values: np.ndarray, entity: np.ndarray, seeds: int | tuple[int, ...]) -> Panel:
    """A panel of (run, item) values at one step; `seeds` are those of every size, or one number."""
    if isinstance(seeds, int):
        seeds = (seeds,) * (len(values) // seeds)
    items = pd.DataFrame({
        "item_id": [f"i{i:05d}" for i in range(values.shape[1])],
        "entity_id": [f"e{e:05d}" for e in entity], "fact_id": None, "kind": "k",
    })  # fmt: skip
    runs = [Run(LADDER, f"s{s}", seed) for s, n in enumerate(seeds) for seed in range(n)]
    return Panel(
        family="f", items=items, runs=runs, steps=np.array([1]),
        values={"accuracy": values[:, None, :]}, knobs=[],
    )  # fmt: skip


def test_means_equal_a_slow_and_obvious_computation():
    rng = np.random.default_rng(0)
    entity = np.array([0, 0, 0, 1, 2, 2, 3, 4, 4, 4])
    values = rng.integers(0, 2, (6, 10)).astype(float)
    values[2, 4] = np.nan
    cells = np.array([[True] * 10, [True] * 5 + [False] * 5])
    one = panel(values, entity, seeds=3)
    resamples = Resamples(seed=5, samples=40)
    means = resamples.means(one, one.values["accuracy"], cells, step=0, by_chance=True)
    weights, multipliers = resamples.items(one), resamples.multipliers(one, by_chance=True)
    for c, cell in enumerate(cells):
        inside = [i for i in range(10) if cell[i]]
        filled = np.where(np.isnan(values), 0, values)[:, None, inside]
        share = seed_share(filled, ~np.isnan(values)[:, None, inside], one.run_size)[0]
        for b in range(40):
            by_size = []
            for size in range(2):
                by_seed = {}
                for run in (3 * size, 3 * size + 1, 3 * size + 2):
                    answers = [
                        values[run, i]
                        for i in inside
                        for _ in range(int(weights[b, i]))
                        if not np.isnan(values[run, i])
                    ]
                    if answers:
                        by_seed[run] = np.mean(answers)
                by_size.append(by_seed)
            middles = [np.mean(list(one.values())) if one else np.nan for one in by_size]
            away = [
                {run: value - middle for run, value in one.items()}
                for one, middle in zip(by_size, middles, strict=True)
            ]
            squares = [sum(value**2 for value in one.values()) for one in away]
            freedom = [max(len(one) - 1, 0) for one in away]
            of_all = sum(squares) / sum(freedom) if sum(freedom) else 0
            for size, other in ((0, 1), (1, 0)):
                expected, n = middles[size], len(away[size])
                for run, value in away[size].items():
                    expected += share * multipliers.own[b, run] / n * value
                lacks = of_all - (squares[size] / freedom[size] if freedom[size] else 0)
                if n and lacks > 0 and squares[other] > 0:
                    draws = multipliers.borrowed[b, size]
                    along = sum(draws[run] * value for run, value in away[other].items())
                    expected += share * (lacks / n / squares[other]) ** 0.5 * along
                assert means.samples[b, c, size] == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_draws_keep_the_items_of_an_entity_together():
    entity = np.array([1, 0, 1, 2, 0, 0])
    counts = item_counts(generator(0, "t"), entity, 200)
    by_entity = np.stack([counts[:, entity == e].sum(axis=1) for e in range(3)], axis=1)
    sizes = np.bincount(entity)
    assert (by_entity % sizes == 0).all()
    assert (by_entity / sizes).sum(axis=1).tolist() == [2] * 200
    assert counts.std(axis=0).min() > 0


def test_entity_draws_have_the_variance_of_a_mean():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(1, 8))
    one = panel(values, np.arange(8), seeds=1)
    means = Resamples(seed=0, samples=20_000).means(
        one, one.values["accuracy"], np.ones((1, 8), bool), step=0
    )
    unbiased = values.var(ddof=1) / 8
    assert means.samples.var() == pytest.approx(unbiased, rel=0.05)


def test_multipliers_have_the_variance_of_a_mean_over_seeds():
    one = panel(np.zeros((12, 4)), np.arange(4), seeds=3)
    multipliers = Resamples(seed=0, samples=40_000).multipliers(one).own
    assert np.abs(multipliers.reshape(-1, 4, 3).sum(axis=2)).max() < 1e-9
    # Student's t with 8 degrees of freedom has variance 8 / 6; 3 / 2 undoes the centring.
    assert multipliers.var() == pytest.approx(8 / 6, rel=0.05)


def test_multipliers_of_sizes_with_different_seeds():
    """Every size has the variance of a mean over its own seeds; one seed has none of its own."""
    one = panel(np.zeros((12, 4)), np.arange(4), seeds=(8, 3, 1))
    multipliers = Resamples(seed=0, samples=40_000).multipliers(one).own
    for start, n in ((0, 8), (8, 3)):
        own = multipliers[:, start : start + n]
        assert np.abs(own.sum(axis=1)).max() < 1e-9
        # 9 degrees of freedom: variance 9 / 7.
        assert own.var() == pytest.approx(9 / 7, rel=0.05)
    assert (multipliers[:, 11] == 0).all()


def test_arms_share_the_draws_of_items_and_not_those_of_seeds():
    one = panel(np.zeros((4, 6)), np.arange(6), seeds=2)
    ladder, other = Resamples(seed=3, samples=50), Resamples(seed=3, samples=50, arm="repeats")
    assert (ladder.items(one) == other.items(one)).all()
    assert (ladder.multipliers(one).own != other.multipliers(one).own).any()


def test_single_seeds_move_nothing():
    one = panel(np.zeros((4, 4)), np.arange(4), seeds=1)
    values = np.random.default_rng(0).normal(size=(4, 1, 4))
    means = Resamples(seed=0, samples=10).means(
        one, values, np.ones((1, 4), bool), step=0, by_chance=True
    )
    weights = Resamples(seed=0, samples=10).items(one)
    assert means.samples[:, 0] == pytest.approx(weights @ values[:, 0].T / 3, rel=1e-4)


def test_of_abilities_that_form_by_chance_no_size_is_steadier_than_all_together():
    """Seeds that agree by chance, and a single one, take what the pooled variance has more."""
    seeds = np.array([0.9, 0.1, 0.5, 0.3, 0.3, 0.3, 0.6])
    one = panel(np.repeat(seeds[:, None], 60, axis=1), np.arange(60), seeds=(3, 3, 1))
    means = Resamples(seed=0, samples=40_000).means(
        one, one.values["accuracy"], np.ones((1, 60), bool), step=0, by_chance=True
    )
    pooled = 0.32 / 4
    # Student's t with 4 degrees of freedom has variance 2: its quartiles are held instead.
    quartiles = np.quantile(means.samples[:, 0], [0.25, 0.75], axis=0)
    spread = (quartiles[1] - quartiles[0]) / 2 / 0.7407
    assert spread == pytest.approx([(0.16 / 3) ** 0.5, (pooled / 3) ** 0.5, pooled**0.5], rel=0.03)
    assert means.samples[:, 0].mean(axis=0) == pytest.approx([0.5, 0.3, 0.6], abs=0.01)
    own = Resamples(seed=0, samples=400).means(
        one, one.values["accuracy"], np.ones((1, 60), bool), step=0
    )
    assert own.samples[:, 0, 1:] == pytest.approx(np.tile([0.3, 0.6], (400, 1)))


def test_noise_of_answers_alone_leaves_nothing_to_the_seeds():
    rng = np.random.default_rng(2)
    run_size = np.repeat(np.arange(30), 3)
    noise = rng.normal(size=(90, 1, 400))
    there = np.ones(noise.shape, bool)
    assert seed_share(noise, there, run_size)[0] < 0.5
    assert seed_share(noise + rng.normal(size=(90, 1, 1)), there, run_size)[0] > 0.99


def test_one_share_of_cells_that_a_seed_moves_together():
    """The factor of one cell holds the noise of its few answers, that of all the noise of all."""
    rng = np.random.default_rng(4)
    run_size = np.repeat(np.arange(40), 3)
    cells = np.repeat(np.eye(10, dtype=bool), 8, axis=1)
    values = rng.normal(0, 1, (120, 1, 80)) + rng.normal(0, 0.4, (120, 1, 1))
    values = values + np.repeat(np.arange(10), 8)
    there = np.ones(values.shape, bool)
    # One minus the share of answers' noise in the variance of a run's mean: .16 + 1 / items.
    together = share_of_all(values, there, cells, run_size)[0]
    assert together == pytest.approx((0.16 / (0.16 + 1 / 80)) ** 0.5, abs=0.03)
    alone = np.mean([seed_share(values[..., c], there[..., c], run_size)[0] for c in cells])
    assert alone == pytest.approx((0.16 / (0.16 + 1 / 8)) ** 0.5, abs=0.06)
    # Who lacks the answers to the hard cells is no better for it.
    lacking = there.copy()
    lacking[::3, :, 40:] = False
    kept = share_of_all(np.where(lacking, values, 0.0), lacking, cells, run_size)[0]
    assert kept == pytest.approx(together, abs=0.05)


def test_one_share_is_used_in_every_cell():
    rng = np.random.default_rng(5)
    one = panel(rng.normal(size=(6, 12)) + rng.normal(size=(6, 1)), np.arange(12), seeds=3)
    cells = np.repeat(np.eye(2, dtype=bool), 6, axis=1)
    resamples, values = Resamples(seed=1, samples=30), one.values["accuracy"]
    means = resamples.means(one, values, cells, step=0, one_share=True, by_chance=True)
    share = share_of_all(values, np.ones(values.shape, bool), cells, one.run_size)[0]
    weights, multipliers = resamples.items(one), resamples.multipliers(one, by_chance=True)
    for c, cell in enumerate(cells):
        top, mass = weights[:, cell] @ values[:, 0, cell].T, weights[:, cell].sum(axis=1)
        by_run = (top / mass[:, None]).reshape(30, 2, 3)
        mean = by_run.mean(axis=2, keepdims=True)
        pull = (multipliers.own.reshape(30, 2, 3) * (by_run - mean)).mean(axis=2)
        # Of two sizes with as many seeds one is the steadier: it takes half of what it has less.
        square = ((by_run - mean) ** 2).sum(axis=2)
        lacks = np.maximum(square.mean(axis=1, keepdims=True) - square, 0) / 2
        others = multipliers.borrowed.reshape(30, 2, 2, 3) * (by_run - mean)[:, None]
        pull += np.sqrt(lacks / 3 / square[:, ::-1]) * others.sum(axis=(2, 3))
        assert means.samples[:, c] == pytest.approx(mean[..., 0] + share * pull, abs=1e-6)


def test_a_familys_draws_do_not_depend_on_other_families_or_on_order():
    one = panel(np.zeros((4, 6)), np.arange(6), seeds=2)
    fresh, used = Resamples(seed=3, samples=50), Resamples(seed=3, samples=50)
    used.multipliers(one)
    assert (fresh.items(one) == used.items(one)).all()
    assert (fresh.multipliers(one).own == used.multipliers(one).own).all()
    borrowed = (one_of.multipliers(one, by_chance=True).borrowed for one_of in (fresh, used))
    assert np.array_equal(*borrowed)


def test_interval_passes_over_what_could_not_be_computed():
    samples = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, np.nan], [np.nan, np.nan]])
    low, high = interval(samples, 0.9)
    assert low[0] == pytest.approx(1.1) and high[0] == pytest.approx(2.9)
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize(
    ("noise", "seeds"),
    [
        ({"seed": 0.03, "entity": 0.1, "answer": 0.3}, (3, 3, 3, 3, 3, 3)),
        ({"seed": 0.08, "entity": 0.0, "answer": 0.2}, (3, 3, 3, 3, 3, 3)),
        ({"seed": 0.08, "entity": 0.0, "answer": 0.2}, (8, 8, 8, 3, 3, 3)),
    ],
    ids=["mixed noise", "seeds dominate", "fewer seeds at large sizes"],
)
def test_coverage_of_a_size_slope(noise, seeds):
    n, truth, entities, hits, trials = np.linspace(-1, 1, 6), 0.1, 60, 0, 200
    by_run = np.repeat(n, seeds)[:, None]
    for trial in range(trials):
        rng = generator(11, "coverage", trial)
        lift = np.repeat(rng.normal(0, noise["entity"], entities), 2)
        values = truth * by_run + lift * by_run + rng.normal(0, noise["seed"], by_run.shape)
        values = values + rng.normal(0, noise["answer"], (len(by_run), 2 * entities))
        one = panel(values, np.repeat(np.arange(entities), 2), seeds)
        means = Resamples(seed=trial, samples=300).means(
            one, one.values["accuracy"], np.ones((1, 2 * entities), bool), step=0
        )
        low, high = interval(slope(means.samples[:, 0], n), 0.95)
        hits += low <= truth <= high
    assert 0.90 <= hits / trials <= 0.99
