"""The tiny study, run once by Snakemake from a clean copy of the project, for all tests here."""

from pathlib import Path

import pytest

from tests.workflow.project import copy_of_project, snakemake


@pytest.fixture(scope="session")
def tiny_study(tmp_path_factory) -> Path:
    """The project's copy in which the tiny study has run to its report. Do not change it."""
    folder = copy_of_project(tmp_path_factory.mktemp("project"))
    snakemake(folder)
    return folder
