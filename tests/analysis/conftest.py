"""One fake study for the room's tests, analysed once."""

from pathlib import Path

import pytest
import yaml
from sizewise.analysis.analyze import analyze
from sizewise.analysis.data.settings import read_settings

from tests.synthetic import make_results

REGISTER = Path(__file__).parents[2] / "claims.yaml"


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory):
    """Four sizes, three seeds, known truth, and its analysis in `root/analysis`."""
    # Holm's correction over a dozen tests needs p-values below .05 / 12: enough resamples.
    study = make_results(
        tmp_path_factory.mktemp("fake") / "R", rng_seed=3, items=1200, bootstrap_samples=1000
    )
    run(study)
    return study


def run(study, output=None, register=REGISTER, verdicts=()):
    """Analyse a fake study and return the folder of its tables."""
    output = output or study.root / "analysis"
    analyze(
        read_settings(study.config), results=study.root, register=register,
        verdicts=verdicts, output=output,
    )  # fmt: skip
    return output


def register_ids() -> list[str]:
    return [entry["id"] for entry in yaml.safe_load(REGISTER.read_text(encoding="utf-8"))]
