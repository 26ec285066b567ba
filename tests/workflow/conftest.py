"""Fixtures of the tests of whole studies."""

from tests.workflow.finished import tiny_study

__all__ = ["tiny_study"]
