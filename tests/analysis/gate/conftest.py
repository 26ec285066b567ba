"""A small design: a study's own items at three sizes."""

from pathlib import Path

import pytest
from sizewise.gate import design_of
from sizewise.load import load_study

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def design():
    """The quick study at the seeds of three sizes, 200 resamples."""
    study = load_study([ROOT / "config.yaml"])
    made = design_of(study, resamples=200)
    return made.with_seeds({"25k": 4, "233k": 4, "792k": 4})
