"""`sizewise observe`: what published scores say about size, feeling and reason."""

from typer import Typer

from sizewise.study import options

app = Typer()


@app.command("observe")
def _observe(
    config: options.Config,
    output: options.Output,
    data: options.Data = options.DATA_FOLDER,
    claims: options.Claims = options.CLAIMS_FILE,
) -> None:
    """Published scores of public models."""
    from sizewise.observation.build import build
    from sizewise.study.sections import read_sections
    from sizewise.study.statistics import Analysis

    build(read_sections(config, analysis=Analysis).analysis, data, claims, output)
