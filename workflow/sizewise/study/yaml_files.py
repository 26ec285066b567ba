"""YAML files of a user: read with the line of a mistake, and laid over one another."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from sizewise.study.errors import StudyError, system_said

# Blocks whose entries make sense together only: the shares of two studies do not add up, and the
# seeds of two studies are not one set of runs.
WHOLE = frozenset({"seeds", "shares"})
OVER = "over"
"""Key of a study's file that names another study of its folder, whose file it lies over."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Refuses what YAML lets pass and nobody means: a key that stands twice, infinity, NaN.

    It reads by libyaml, ten times as fast, where PyYAML was built with it.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = key_node.value
            if isinstance(key, str) and key != "<<":
                if key in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key} stands twice", key_node.start_mark
                    )
                seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def construct_yaml_float(self, node: yaml.ScalarNode) -> float:
        value = super().construct_yaml_float(node)
        if not math.isfinite(value):
            raise yaml.constructor.ConstructorError(
                None, None, f"{node.value} is not a finite number", node.start_mark
            )
        return value


_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_yaml_float)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises StudyError with the line of a mistake in it.

    A key that stands twice and a number that is not finite are mistakes too.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except FileNotFoundError:
        raise StudyError(f"{path}: no such file; name an existing one") from None
    except yaml.constructor.ConstructorError as error:
        line = error.problem_mark.line + 1
        raise StudyError(f"{path}, line {line}: {error.problem}; correct it") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise StudyError(f"{path}, line {line}: not YAML ({error.problem}); correct it") from None
    # An impossible date is a ValueError of Python's; braces in braces without end are the other.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise StudyError(f"{path}: not YAML ({said}); correct it") from None
    except OSError as error:
        raise StudyError(system_said(error)) from None


def read_mapping(path: Path) -> dict[str, Any]:
    """The same for a file that must hold keys with values."""
    value = read_yaml(path)
    if not isinstance(value, dict):
        raise StudyError(f"{path}: holds no mapping of keys to values; see config.yaml")
    return value


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`base` with the values of `over`: mappings merge, everything else is replaced.

    The blocks of `WHOLE` (`mix.shares`, `arms.*.seeds`) are replaced as a whole too.
    """
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both = isinstance(value, dict) and isinstance(old, dict)
        merged[key] = merge(old, value) if both and key not in WHOLE else value
    return merged


def shown(paths: Iterable[Path]) -> list[str]:
    """Paths as a reader would type them from here."""
    here = Path.cwd()
    return [str(p.relative_to(here) if p.is_relative_to(here) else p) for p in paths]
