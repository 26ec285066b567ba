"""One module a claim: what is measured, and nothing about what would count as support.

A module holds `CLAIM`, the id in the register, and `measure(inputs) -> Measured`, which raises
`NotMeasurable` when what it needs is not there. Modules are found by their being here.
"""

import importlib
import pkgutil
from collections.abc import Callable

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured


def discover() -> dict[str, Callable[[Inputs], Measured]]:
    """Every measure by the id of its claim."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        found[loaded.CLAIM] = loaded.measure
    return found
