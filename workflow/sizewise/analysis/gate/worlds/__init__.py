"""Worlds by claim: one module for the claims that ask about the same items.

A module holds `WORLDS`, a list of `World`. Modules are found by their being here.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.gate.design import Design
from sizewise.study.null_worlds import Kind, Truth

# Logits that stand for never and for always.
NEVER, ALWAYS = -12.0, 12.0


@dataclass(frozen=True, kw_only=True)
class World:
    """How the answers of a ladder come about, and what a verdict may say of them."""

    claims: tuple[str, ...]
    name: str
    """In a few words, for the table."""
    kind: Kind
    truth: Truth | None
    """What a verdict should say; None where it must not decide."""
    make: Callable[[Design, np.random.Generator, float], Inputs]
    """(design, generator, strength) to a simulated ladder. Strength 1 is the world as described;
    the power of a design is found by varying it in right worlds."""
    arm: str | None = None
    """The arm by which the claim is judged in it; a study without one judges it otherwise."""
    most_repeats: int | None = None
    """Where a measure takes seconds a ladder: as many are enough to see 5 % and 80 % apart."""


def all_worlds() -> list[World]:
    """Every world, in the order of the modules."""
    return [
        world
        for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name)
        for world in importlib.import_module(f"{__name__}.{module.name}").WORLDS
    ]
