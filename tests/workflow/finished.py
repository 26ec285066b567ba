"""The tiny study, run once by Snakemake from a clean copy of the project, for all tests."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.workflow.project import copy_of_project, snakemake


@pytest.fixture(scope="session")
def tiny_study(tmp_path_factory) -> Path:
    """The project's copy in which the tiny study has run to its report. Do not change it.

    Processes that share the work of a test run (pytest-xdist) share it too.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = base / "tiny_study", base / "tiny_study_is_whole"
    with FileLock(base / "tiny_study.lock"):
        if not whole.exists():
            if folder.exists():
                pytest.fail("the tiny study failed; its first user says how")
            copy_of_project(folder)
            snakemake(folder)
            whole.touch()
    return folder
