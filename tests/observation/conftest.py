"""The published table, read once."""

from pathlib import Path

import pytest
from sizewise.observation.table import PublicTable, read_public
from sizewise.study.statistics import Analysis

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data() -> Path:
    return ROOT / "data"


@pytest.fixture(scope="session")
def table(data: Path) -> PublicTable:
    return read_public(data)


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return Analysis(seed=1, bootstrap_samples=300, confidence=0.95)
