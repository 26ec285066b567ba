"""The section `world`."""

from typing import Any

from pydantic import Field

from sizewise.study.sections import Section


class World(Section):
    """The planted families: one seed, and the knobs of each family (docs/families.md)."""

    seed: int = Field(ge=0)
    """seed of all invented names, facts and documents"""
    families: dict[str, dict[str, Any]]
    """knobs by family; each family checks its own"""
