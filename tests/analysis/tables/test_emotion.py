"""The within-work contrast against laws that are written into the held-out table."""

import numpy as np
import pandas as pd
import pytest
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.tables.emotion import DENSE, DIFFERENCE, SPARSE, emotion_tables
from sizewise.study.artifacts import read_manifest
from sizewise.study.formats import held_out
from sizewise.study.ladder import size_named

from tests.manifests import write_manifest
from tests.synthetic import VOCABULARY, make_results, write

PAIRS = 24
SLOPES = {DENSE: -0.30, SPARSE: -0.42}
PAIR_SD, NOISE_SD = 1.0, 0.05


def centred(rng: np.random.Generator, sd: float, n: int) -> np.ndarray:
    """Normal noise with exactly the mean 0 and the standard deviation `sd`."""
    noise = rng.normal(0, 1, n)
    return sd * (noise - noise.mean()) / noise.std(ddof=1)


def paired_table(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with pairs of passages in plays and verse instead of its passages."""
    size, seed = frame["size"].iloc[0], int(frame["seed"].iloc[0])
    n = np.log10(size_named(size).counts(VOCABULARY).non_embedding / 1e5)
    rows = []
    for step in sorted(frame["step"].unique()):
        for domain in ("plays", "verse"):
            # What a pair shares is the same at every size; the passages' own noise is not.
            shared = centred(np.random.default_rng(5), PAIR_SD, PAIRS)
            for h, (half, slope) in enumerate(SLOPES.items()):
                own = centred(np.random.default_rng([h, len(size), ord(size[0]), seed]),
                              NOISE_SD, PAIRS)  # fmt: skip
                bits = 3 + 0.2 * h + slope * n + shared + own
                rows += [
                    {"arm": "ladder", "size": size, "seed": seed, "step": step,
                     "domain": domain, "work": "w",
                     "item_id": f"{domain}/{h}/{i}", "bytes": 400, "nats": b * 400 * np.log(2),
                     "bits_per_byte": b, "emotion": 0.3, "half": half, "pair": f"{domain} {i}"}
                    for i, b in enumerate(bits)
                ]  # fmt: skip
    table = pd.DataFrame(rows)
    single = table.iloc[:3].assign(half=None, pair=None, item_id=["s1", "s2", "s3"], nats=9e3)
    return pd.concat([table, single.assign(step=table["step"].max())], ignore_index=True)


def inputs_of(root, change=paired_table, **options):
    study = make_results(root, items=40, steps=(100, 600), bootstrap_samples=1000, **options)
    for path in (root / "evaluation").rglob("held_out.parquet"):
        folder, manifest = path.parent, read_manifest(path.parent)
        write(held_out.TABLE, path, change(pd.read_parquet(path)))
        write_manifest(
            folder, job="evaluation", files=[folder / "items.parquet", path],
            config=manifest["config"], facts=manifest.get("facts", {}),
        )  # fmt: skip
    return read_inputs(read_settings(study.config), root)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    levels, slopes = emotion_tables(inputs_of(tmp_path_factory.mktemp("fake") / "R"))
    return levels, slopes.set_index(["half", "domain"])


def test_slopes_are_those_of_the_laws(tables):
    _, slopes = tables
    for domain in ("all", "plays", "verse"):
        for half, slope in SLOPES.items():
            assert slopes.loc[(half, domain), "slope"] == pytest.approx(slope, abs=1e-6)
        row = slopes.loc[(DIFFERENCE, domain)]
        assert row["slope"] == pytest.approx(SLOPES[DENSE] - SLOPES[SPARSE], abs=1e-6)
        assert row["low"] < row["slope"] < row["high"]
        assert row["pairs"] == (2 * PAIRS if domain == "all" else PAIRS)
        assert (row["sizes"], row["seeds"]) == (4, 3)


def test_levels_are_those_of_the_laws(tables):
    levels, _ = tables
    assert set(levels["half"]) == {DENSE, SPARSE, DIFFERENCE}
    for row in levels.to_dict("records"):
        n = np.log10(size_named(row["size"]).counts(VOCABULARY).non_embedding / 1e5)
        truth = {half: 3 + 0.2 * h + slope * n for h, (half, slope) in enumerate(SLOPES.items())}
        truth[DIFFERENCE] = truth[DENSE] - truth[SPARSE]
        assert row["bits_per_byte"] == pytest.approx(truth[row["half"]], abs=1e-6)
        assert row["low"] <= row["bits_per_byte"] <= row["high"]


def test_what_a_pair_shares_cancels(tables):
    """The halves' intervals hold the spread between pairs, that of the difference does not."""
    levels, _ = tables
    width = levels.assign(width=levels["high"] - levels["low"])
    width = width[width["domain"] == "plays"].groupby("half")["width"].mean()
    expected = 2 * 1.96 / PAIRS**0.5 * np.array([PAIR_SD, NOISE_SD * 2**0.5 / 3**0.5])
    assert width[DENSE] == pytest.approx(expected[0], rel=0.2)
    assert width[DIFFERENCE] == pytest.approx(expected[1], rel=0.35)


def test_a_half_without_its_other_is_left_out(tmp_path):
    def broken(frame):
        table = paired_table(frame)
        return table[table["item_id"] != "plays/1/0"]

    levels, _ = emotion_tables(inputs_of(tmp_path / "R", broken, sizes=["25k", "83k"], seeds=[0]))
    counts = levels.groupby("domain")["pairs"].unique()
    assert (counts["plays"], counts["verse"]) == (PAIRS - 1, PAIRS)


@pytest.mark.parametrize("change", [
    lambda frame: frame,
    lambda frame: frame.assign(half=None, pair=None),
])  # fmt: skip
def test_without_pairs_the_tables_are_empty(tmp_path, change):
    inputs = inputs_of(tmp_path / "R", change, sizes=["25k", "83k"], seeds=[0])
    assert [len(table) for table in emotion_tables(inputs)] == [0, 0]


def test_one_size_has_levels_and_no_slope(tmp_path):
    inputs = inputs_of(tmp_path / "R", sizes=["83k"], seeds=[0, 1])
    levels, slopes = emotion_tables(inputs)
    assert len(levels) == 9 and slopes.empty
