"""`sizewise world build`, `world export`: the planted families."""

from pathlib import Path
from typing import Annotated

from typer import Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError

app = Typer(name="world", help="Write the planted families, or read a page of one.")


@app.command("build")
def _build(
    config: options.Config,
    output: options.Output,
    workers: Annotated[int, Option(help="processes; they change no byte")] = 1,
) -> None:
    """Write documents, exposures and items."""
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections
    from sizewise.world.build import build_world
    from sizewise.world.config import World

    if workers < 1:
        raise StudyError(f"--workers {workers}: must be at least 1; name a number")
    build_world(read_sections(config, world=World, mix=Mix), output, workers)


@app.command("export")
def _export(
    world: Annotated[Path, Option(help="results/<study>/world/<stream>")],
    output: options.Output,
) -> None:
    """Write a world as a data set in the layout of the Hugging Face hub."""
    from sizewise.world.export import export_world

    for path in export_world(world, output):
        print(path)
