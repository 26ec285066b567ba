"""Fixtures of the tests on a real SLURM."""

from tests.workflow.finished import tiny_study

__all__ = ["tiny_study"]
