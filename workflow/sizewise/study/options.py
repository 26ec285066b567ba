"""Options that the commands of several rooms share, each with its help."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

Config = Annotated[str, Option(help="the sections that the job reads, as JSON")]
Output = Annotated[Path, Option(help="folder that is written")]
Arm = Annotated[str, Option(help="name of the run's arm")]
Size = Annotated[str, Option(help="name of the run's size, see sizes.csv and sparse_sizes.csv")]
Seed = Annotated[int, Option(help="seed of the run's initialisation")]
Gpus = Annotated[
    int | None,
    Option(
        min=0,
        help="GPUs of this machine that it takes, one that no other job holds first; 0 where none "
        "is needed; by default all that it can see",
    ),
]
StopAfter = Annotated[
    float | None,
    Option(
        metavar="SECONDS",
        help="save and stop (exit status 75) after this long; run again to go on; by default "
        "before the time limit of a SLURM job",
    ),
]
Count = Annotated[int, Option(help="how many numbered parts it holds")]
HasArchives = Annotated[bool, Option("--archives", help="and one of natural domains")]
Training = Annotated[Path, Option(help="folder of the run")]
Stream = Annotated[Path, Option(help="folder of the token stream")]
World = Annotated[Path, Option(help="folder of the planted world")]
Corpus = Annotated[Path, Option(help="folder of the natural text")]
Claims = Annotated[Path, Option(help="the register of claims")]
Data = Annotated[Path, Option(help="folder of published figures")]
Files = Annotated[list[Path], Argument(help="config.yaml and files over it")]

CONFIG_FILES = [Path("config.yaml")]
CLAIMS_FILE = Path("claims.yaml")
DATA_FOLDER = Path("data")
