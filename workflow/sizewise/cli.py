"""`python -m sizewise …`: one command line, put together from those of the rooms.

Each room has a `commands.py` with a Typer `app` (options are the parameters of a function), which
imports its heavy parts only when a command runs. A user's mistake ends as one line on stderr and
exit status 2. Typer was chosen because other libraries bring it anyway and it starts fast.
"""

import os
import sys
from collections.abc import Sequence

import typer

from sizewise import look
from sizewise.analysis import commands as analysis
from sizewise.bench.command import bench
from sizewise.corpus import commands as corpus
from sizewise.evaluation import commands as evaluation
from sizewise.observation import commands as observation
from sizewise.probes import commands as probes
from sizewise.report import commands as report
from sizewise.reward import commands as reward
from sizewise.stream import commands as stream
from sizewise.study import mistakes, work
from sizewise.study.absent import remember_absent
from sizewise.study.caches import shelter_libraries
from sizewise.study.errors import StudyError, system_said
from sizewise.study.lasting import lasting_errors
from sizewise.study.printable import printable
from sizewise.study.processors import compute_alike
from sizewise.tracking import commands as tracking
from sizewise.training import commands as training
from sizewise.world import commands as world

# No import above loads a library that computes.
compute_alike(os.environ)

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_HELP = "What does model size buy, on the same data? Every job of a study is one command here."

app = typer.Typer(name="sizewise", help=_HELP, add_completion=False, rich_markup_mode=None)
app.add_typer(look.config)
world.app.command("show")(look.show_world)
# In the order of the flow. The commands of an app without a name stand at the top level.
for room in (corpus, world, stream, training, reward, evaluation, probes, analysis, observation,
             report, tracking):  # fmt: skip
    app.add_typer(room.app)
app.command("plan")(look.plan)
app.command("why")(look.why)
app.command("status")(look.status)
app.command("tensorboard")(look.tensorboard)
app.command("gate")(look.gate)
app.command("power")(look.power)
app.command("predict")(look.predict)
app.command("bench")(bench)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    What the system refuses (a full disk, a folder that may not be written) is one line, wherever
    it happened; a part that knows more about it says more.
    """
    with lasting_errors():
        shelter_libraries(os.environ)
        remember_absent(sys.modules)
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    command = typer.main.get_command(app)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # Not `command.main`, which would say a mistake of usage in several lines.
        with command.make_context("sizewise", given) as context, work.command():
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as ended:
        return ended.exit_code
    except (StudyError, typer.TyperException) as error:
        mistakes.say(_line(error))
        return 2
    except BrokenPipeError:
        # `sizewise … | head` closed the pipe: not an error, and nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("sizewise: interrupted; the same command runs it again", file=sys.stderr)
        return _INTERRUPTED
    except OSError as error:
        mistakes.say(printable(system_said(error)))
        return 2
    return 0


def _line(error: Exception) -> str:
    """A mistake in one line; of usage with the command whose help tells more."""
    if isinstance(error, StudyError):
        return printable(str(error))
    said = " ".join(error.format_message().split()).removesuffix(".")
    context = getattr(error, "ctx", None)
    return printable(f"{said} (see {context.command_path} --help)" if context else said)
