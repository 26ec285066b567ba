"""`sizewise config …`: look at a study's configuration."""

import argparse
from pathlib import Path

DEFAULT = [Path("config.yaml")]


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `config` command."""
    parser = subparsers.add_parser("config", help="check and show configurations")
    actions = parser.add_subparsers(required=True, metavar="action")
    show = actions.add_parser("show", help="print the resolved configuration as YAML")
    check = actions.add_parser("check", help="check a configuration and say nothing if it is good")
    for action in (show, check):
        action.add_argument(
            "files", nargs="*", type=Path, default=DEFAULT, help="config.yaml and files over it"
        )
    show.set_defaults(run=_show)
    check.set_defaults(run=_check)
    write = actions.add_parser("reference", help="write the JSON schema and the reference page")
    write.add_argument("--folder", type=Path, default=Path("docs"))
    write.set_defaults(run=_reference)


def _load(arguments: argparse.Namespace):
    from sizewise.load import load_study

    return load_study(arguments.files)


def _show(arguments: argparse.Namespace) -> None:
    import yaml

    print(yaml.safe_dump(_load(arguments).model_dump(mode="json"), sort_keys=False), end="")


def _check(arguments: argparse.Namespace) -> None:
    _load(arguments)


def _reference(arguments: argparse.Namespace) -> None:
    from sizewise.reference import write_reference

    for path in write_reference(arguments.folder):
        print(path)
