"""Libraries that are not installed, and that another library looks for again and again.

Python remembers what it has imported and forgets what it could not. At every column of every table
that it checks, pandera 0.35.0 begins to import its module for pyspark, which says half of what it
defines before it comes to what is missing: that was two thirds of reading a table.
"""

from collections.abc import MutableMapping
from importlib.util import find_spec
from types import ModuleType

_LOOKED_FOR = {"pyspark": "pandera.engines.pyspark_engine"}
"""A library that few have -> the module that cannot be imported without it."""


def remember_absent(modules: MutableMapping[str, ModuleType | None]) -> None:
    """Let what cannot be imported fail at once: in `modules`, sys.modules, None stands for that."""
    for library, module in _LOOKED_FOR.items():
        if find_spec(library) is None:
            modules.setdefault(module, None)
