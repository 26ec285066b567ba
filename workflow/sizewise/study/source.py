"""The code that a job can reach, as one fingerprint that knows no comments, docstrings or places.

A job's result depends on the modules that its own module imports, directly or not: their closure.
The fingerprint of a closure is made of the digests of its top-level statements, sorted. The digest
of a statement is a sha256 over its syntax tree, and over those of the statements that its names
stand for, one step far. So a comment, a docstring, the description of a field, the text of a
`StudyError`, an import in another order and a function that moved to another module change
nothing, while a name that now stands for other code changes every statement that uses it.

Modules that are found at run time (`pkgutil.iter_modules` in a package) all belong to the closure
of that package. `sizewise.study.work` fails a job whose loaded modules leave its closure, so that
an import which this reading cannot see is noticed.
"""

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import whole_file
from sizewise.study.statements import Module, digest_of, read_module

_CODE = {".py", ".pyc"}
_TEXTS, _FINGERPRINTS = "source.json", "fingerprints.json"


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """The code of one closure."""

    sha256: str
    """Of all its statements, wherever they stand, and of its data files."""
    parts: dict[str, str]
    """Module or data file -> digest: what a difference is explained by."""
    third_party: frozenset[str]
    """Top-level names of the packages that the closure imports, the standard library left out."""
    modules: frozenset[str]
    """Dotted names of the modules in the closure."""

    def to_json(self) -> dict[str, Any]:
        """For the memory of a `Source`."""
        sets = {"third_party": sorted(self.third_party), "modules": sorted(self.modules)}
        return {"sha256": self.sha256, "parts": self.parts, **sets}

    @classmethod
    def from_json(cls, known: dict[str, Any]) -> "Fingerprint":
        """What `to_json` wrote."""
        sets = {name: frozenset(known[name]) for name in ("third_party", "modules")}
        return cls(sha256=known["sha256"], parts=known["parts"], **sets)


@dataclass
class Source:
    """The source of a package: its modules by dotted name, each read once."""

    root: Path
    """Folder of the package."""
    memory: Path | None = None
    """Folder that remembers what was read of each text, and the fingerprints of the texts as they
    were last, so that a start need neither parse nor compare what has not changed."""
    _read: dict[str, Module] = field(default_factory=dict, repr=False)
    _paths: dict[str, Path | None] = field(default_factory=dict, repr=False)
    _digests: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _fresh: set[str] = field(default_factory=set, repr=False)

    def _recall(self, name: str) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError):
            if self.memory is not None:
                return json.loads((self.memory / name).read_text(encoding="utf-8"))
        return {}

    @cached_property
    def _texts(self) -> dict[str, Any]:
        """What was read, by digest of the text."""
        return self._recall(_TEXTS)

    @cached_property
    def _fingerprints(self) -> dict[str, Any]:
        """Fingerprints of the texts as they stand, by what was asked for."""
        state = digest_of([sys.version, *self._contents()])
        known = self._recall(_FINGERPRINTS)
        return known if known.get("state") == state else {"state": state}

    def _contents(self) -> Iterator[str]:
        """Path and digest of every file of the package."""
        for file in sorted(self.root.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield f"{file.relative_to(self.root)}={_sha256(file)}"

    @property
    def package(self) -> str:
        """Name of the package."""
        return self.root.name

    def path(self, module: str) -> Path | None:
        """File of a module of this package; None where there is no such module."""
        if module not in self._paths:
            self._paths[module] = self._find(module)
        return self._paths[module]

    def _find(self, module: str) -> Path | None:
        if module.partition(".")[0] != self.package:
            return None
        place = self.root.joinpath(*module.split(".")[1:])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file() and (path.parent == place or module != self.package):
                return path
        return None

    def module(self, name: str) -> Module:
        """The module called `name`, which must exist."""
        if name not in self._read:
            path = self.path(name)
            if path is None:
                raise ValueError(f"{name}: no such module")
            self._read[name] = self._remembered(path, name)
        return self._read[name]

    def _remembered(self, path: Path, name: str) -> Module:
        """What stands in a file, parsed only where the memory does not know its text."""
        text = path.read_text(encoding="utf-8")
        key = digest_of([name, path.name, text])
        if key not in self._texts:
            found = read_module(text, name, is_package=path.name == "__init__.py")
            self._texts[key] = found.to_json()
            self._fresh.add(_TEXTS)
        return Module.from_json(self._texts[key])

    def remember(self) -> None:
        """Write the memory, where there is one and something new in it. A full disk costs time."""
        if self.memory is None:
            return
        for name, known in ((_TEXTS, "_texts"), (_FINGERPRINTS, "_fingerprints")):
            if name in self._fresh:
                with contextlib.suppress(OSError), whole_file(self.memory / name) as part:
                    part.write_text(json.dumps(getattr(self, known)), encoding="utf-8")
        self._fresh.clear()

    def _split(self, dotted: str) -> tuple[str, str]:
        """(module, name inside it) of a dotted name; the longest module wins, name may be empty."""
        module, rest = dotted, ""
        while module and self.path(module) is None:
            module, _, last = module.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        return module, rest

    def _imported(self, name: str) -> Iterator[str]:
        """Modules of this package that the module `name` needs."""
        for dotted in {d for targets in self.module(name).imports.values() for d in targets}:
            if dotted.partition(".")[0] == self.package:
                yield self._split(dotted)[0]
        if self.module(name).discovers:
            for path in sorted(self.path(name).parent.glob("*")):
                found = f"{name}.{path.stem}"
                if path.stem != "__init__" and self.path(found) is not None:
                    yield found

    def imported_by(self, script: Path) -> list[str]:
        """Modules of this package that a script outside of it imports, sorted.

        Raises ValueError for a script that is no Python, or whose names cannot be told.
        """
        found = self._remembered(script, script.stem)
        names = {d for targets in found.imports.values() for d in targets}
        ours = {self._split(d)[0] for d in names if d.partition(".")[0] == self.package}
        return sorted(ours - {""})

    def closure(self, entries: Iterable[str], aside: frozenset[str] = frozenset()) -> set[str]:
        """All modules that `entries` reach, themselves and the packages around them included.

        Modules named in `aside`, and what only they reach, are left out.
        """
        found: set[str] = set()
        waiting = list(entries)
        while waiting:
            name = waiting.pop()
            if name in found or name in aside:
                continue
            found.add(name)
            parent = name.rpartition(".")[0]
            if parent:
                waiting.append(parent)
            waiting.extend(self._imported(name))
        return found

    def _stands_for(self, module: str, name: str, depth: int = 4) -> list[str]:
        """Digests of what `name`, plain or with attributes, stands for in `module`."""
        known = self.module(module)
        head, _, rest = name.partition(".")
        if head in known.defined:
            return [known.defined[head]]
        found = []
        for dotted in sorted(known.imports.get(head, ())):
            whole = f"{dotted}.{rest}" if rest else dotted
            if dotted.partition(".")[0] != self.package:
                found.append(whole)
                continue
            target, inner = self._split(whole)
            if not inner:
                found.append(target)
            elif depth:
                found += self._stands_for(target, inner, depth - 1) or [whole]
        return found

    def statements(self, module: str) -> list[str]:
        """Digests of a module's statements, with what their names stand for."""
        if module not in self._digests:
            self._digests[module] = self._with_meanings(module)
        return self._digests[module]

    def _with_meanings(self, module: str) -> list[str]:
        return [
            digest_of([
                statement.digest,
                *(
                    f"{name}={digest}"
                    for name in sorted(statement.uses)
                    for digest in self._stands_for(module, name)
                ),
            ])
            for statement in self.module(module).statements
        ]  # fmt: skip

    def _data(self, modules: Iterable[str], aside: frozenset[str]) -> dict[str, str]:
        """sha256 of the files beside the code in the rooms of `modules`, by path in the package."""
        rooms = {name.split(".")[1] for name in modules if name.count(".")}
        files = [file for room in rooms for file in (self.root / room).rglob("*")]
        return {
            str(file.relative_to(self.root)): _sha256(file)
            for file in sorted(files)
            if file.is_file()
            and file.suffix not in _CODE
            and str(file.relative_to(self.root)) not in aside
        }

    def fingerprint(
        self, entries: Iterable[str], aside: frozenset[str] = frozenset()
    ) -> Fingerprint:
        """The code that the modules `entries` reach.

        `aside` names modules (dotted) and data files (by path in the package) that decide no
        result.
        """
        entries = list(entries)
        key = digest_of([*entries, "aside", *sorted(aside)])
        if key not in self._fingerprints:
            self._fingerprints[key] = self._compute(entries, aside).to_json()
            self._fresh.add(_FINGERPRINTS)
        return Fingerprint.from_json(self._fingerprints[key])

    def _compute(self, entries: list[str], aside: frozenset[str]) -> Fingerprint:
        modules = self.closure(entries, aside)
        statements = {name: self.statements(name) for name in sorted(modules)}
        data = self._data(modules, aside)
        tops = {
            dotted.partition(".")[0]
            for name in modules
            for targets in self.module(name).imports.values()
            for dotted in targets
        }
        everything = sorted(digest for digests in statements.values() for digest in digests)
        return Fingerprint(
            sha256=digest_of([*everything, *(f"{path}={digest}" for path, digest in data.items())]),
            parts={n: digest_of(sorted(d)) for n, d in statements.items() if d} | data,
            third_party=frozenset(tops - sys.stdlib_module_names - {self.package}),
            modules=frozenset(modules),
        )
