"""The natural domains: one module each, found by looking at this folder.

A new domain is a new module here with a `DOMAIN`; modules whose name begins with `_` are shared
parts. Importing this package reads no archive and loads no heavy library.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any

from sizewise.corpus.sources import Domain
from sizewise.study.errors import StudyError
from sizewise.study.sections import Sections


def _discover() -> dict[str, Domain]:
    domains: dict[str, Domain] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            domain = importlib.import_module(f"{__name__}.{module.name}").DOMAIN
            domains[domain.name] = domain
    return domains


DOMAINS: dict[str, Domain] = _discover()
"""Every natural domain, by name."""


def check_domains(study: Sections, families: Mapping[str, Any]) -> None:
    """Check that every name in mix.shares is a natural domain, a hub domain or a family.

    Raises StudyError that lists the known names.
    """
    for name in study.corpus.hub:
        if name in DOMAINS or name in families:
            kind = "natural domain" if name in DOMAINS else "planted family"
            raise StudyError(
                f"corpus.hub.{name}: {name!r} is already the name of a {kind}; choose another name"
            )
    known = [*DOMAINS, *study.corpus.hub, *families]
    for name in study.mix.shares:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise StudyError(
                f"mix.shares: unknown name {name!r}; {hint}natural domains: {', '.join(DOMAINS)}; "
                f"hub domains: {', '.join(study.corpus.hub) or 'none'}; "
                f"planted families: {', '.join(families) or 'none'}"
            )
