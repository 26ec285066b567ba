"""`sizewise analyze`, `published` and `calibrate`: tables, fits and verdicts of a study."""

from pathlib import Path
from typing import Annotated

from typer import Option, Typer

from sizewise.study import options

app = Typer()


@app.command("analyze")
def _analyze(
    config: options.Config,
    results: Annotated[Path, Option(help="folder results/<study>")],
    claims: options.Claims,
    output: options.Output,
    verdicts: Annotated[
        list[Path] | None, Option(help="claims.json of other arms; give it once for each")
    ] = None,
    data: Annotated[
        Path | None, Option(help="folder of published figures, for projections")
    ] = None,
) -> None:
    """Tables and verdicts from item-level results."""
    from sizewise.analysis.analyze import analyze
    from sizewise.analysis.data.settings import read_settings

    analyze(
        read_settings(config),
        results=results,
        register=claims,
        verdicts=verdicts or [],
        output=output,
        data=data,
    )


@app.command("published")
def _published(
    config: options.Config,
    output: options.Output,
    data: options.Data = options.DATA_FOLDER,
    claims: options.Claims = options.CLAIMS_FILE,
) -> None:
    """The same tests on Pythia's published evaluations."""
    from sizewise.analysis.pythia.published import build
    from sizewise.study.sections import read_sections
    from sizewise.study.statistics import Analysis

    build(read_sections(config, analysis=Analysis).analysis, data, claims, output)


@app.command("calibrate")
def _calibrate(
    output: Annotated[Path, Option(help="JSON file that is written")],
    seed: Annotated[int, Option(help="seed of the simulation")] = 1,
    repeats: Annotated[int, Option(help="ladders of each kind")] = 200,
    page: Annotated[Path | None, Option(help="Markdown file that is written too")] = None,
) -> None:
    """Simulated ladders: how often intervals, calls and fits are right."""
    from sizewise.analysis.calibration import calibrate

    calibrate(seed=seed, repeats=repeats, output=output, page=page)
