"""Where things are kept that can be made or fetched again: archives, compiled kernels.

`$SIZEWISE_CACHE`, `$XDG_CACHE_HOME/sizewise` or `~/.cache/sizewise`. Accounts of services and
containers often have a home that does not exist or may not be written: then `.sizewise/cache` in
the project's folder is taken, for libraries' own caches too.
"""

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from sizewise.study.errors import StudyError, system_said

CACHE_VARIABLE = "SIZEWISE_CACHE"
_HERE = Path(".sizewise/cache")
# Libraries that keep something below the home folder, by the variable that names another place.
_LIBRARIES = {
    "XDG_CACHE_HOME": ".",
    "TRITON_CACHE_DIR": "triton",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
}


def _fault(folder: Path) -> OSError | None:
    """Why nothing can be written into `folder`, which is made if need be; None where it can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            return PermissionError(0, "may not be written", str(folder))
    except OSError as error:
        return error
    return None


def _default(environ: Mapping[str, str]) -> Path | None:
    """The user's cache folder; None where nobody says where that is."""
    named = environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named)
    try:
        return Path.home() / ".cache"
    except RuntimeError:
        return None


def cache_root(environ: Mapping[str, str]) -> Path:
    """The folder for what can be made again; it exists and can be written.

    Raises StudyError where `$SIZEWISE_CACHE` names one that cannot.
    """
    if named := environ.get(CACHE_VARIABLE):
        folder = Path(named).expanduser()
        if (fault := _fault(folder)) is not None:
            raise StudyError(f"${CACHE_VARIABLE}: {system_said(fault)}")
        return folder
    default = _default(environ)
    for folder in [default / "sizewise"] * (default is not None):
        if _fault(folder) is None:
            return folder
    here = _HERE.absolute()
    if (fault := _fault(here)) is not None:
        raise StudyError(
            f"no folder for caches: {system_said(fault)}; or name one in ${CACHE_VARIABLE}"
        )
    return here


def shelter_libraries(environ: MutableMapping[str, str]) -> None:
    """Where the user's cache folder cannot be written, name libraries another place for theirs.

    Values that the user has set stay.
    """
    default = _default(environ)
    if default is not None and _fault(default) is None:
        return
    root = _HERE.absolute()
    if _fault(root) is None:
        for name, part in _LIBRARIES.items():
            environ.setdefault(name, str(root / part))
