"""Series and chains: who is compared with whom, and slopes that are known."""

from dataclasses import replace

import numpy as np
import pytest
from sizewise.observation.boards import PRIMARY
from sizewise.observation.contrast import primary_sample
from sizewise.observation.families import same_size_over_time, series_slopes, size_chains
from sizewise.observation.sample import build_sample


def test_a_series_is_one_vendor_and_close_in_time(table):
    models = table.models[table.models.series != ""]
    for _, group in models.groupby("series"):
        assert group.vendor.nunique() == 1
        assert group.total_params_b.nunique() > 1
        months = group.release.str[:4].astype(int) * 12 + group.release.str[5:].astype(int)
        assert months.max() - months.min() <= 6


def test_chains_hold_one_vendor_at_one_size(table):
    sample = primary_sample(table)
    labels = size_chains(sample)
    members = {label: set(sample.names[labels == label]) for label in np.unique(labels)}
    assert {"deepseek-v3", "deepseek-v3.2", "deepseek-r1"} <= members["DeepSeek 671B"]
    assert {"llama-2-70b-chat", "llama-3.3-70b-instruct"} <= members["Meta 69B"]
    for label, names in members.items():
        inside = np.isin(sample.names, list(names))
        assert len(set(sample.vendor[inside])) == 1
        assert np.ptp(sample.log_total[inside]) <= np.log10(1.06) + 1e-9, label


def test_known_slopes_are_found(table, analysis, monkeypatch):
    sample = build_sample(table, PRIMARY)
    planted = replace(
        sample,
        feeling=70 * sample.log_total + 100 * sample.months / 12,
        reason=50 * sample.log_total + 120 * sample.months / 12,
    )
    monkeypatch.setattr("sizewise.observation.families.primary_sample", lambda _: planted)
    chains = same_size_over_time(table, analysis).query("label == 'all'").set_index("trait").value
    assert chains["feeling"] == pytest.approx(100, abs=2)
    assert chains["advantage"] == pytest.approx(-20, abs=2)
    series = series_slopes(table, analysis).query("label == 'all'").set_index("trait").value
    # Members of a series may be some months apart, so date leaks a little into size.
    assert series["advantage"] == pytest.approx(20, abs=5)
