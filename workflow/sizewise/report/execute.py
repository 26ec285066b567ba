"""A chapter's script, executed: jupytext percent script → notebook → papermill.

The kernel is the running interpreter, whatever kernels are installed on the machine: its
description is made here and never looked up. It talks over files (`ipc`), not ports, so that
chapters which run side by side cannot take each other's port. The user's IPython configuration is
left out.
"""

import logging
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError

ATTEMPTS = 3
"""Starts of a kernel before giving up: a start can fail on a busy machine, a cell is run once."""


def chapter_title(script: Path) -> str:
    """The first heading of a chapter's script. Raises StudyError where there is none."""
    try:
        text = script.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise StudyError(
            f"{script}: no such chapter; correct report.chapters or add the notebook"
        ) from None
    match = re.search(r"^# # (.+)$", text, flags=re.M)
    if match is None:
        raise StudyError(f"{script}: no title; begin with a markdown cell `# # Title`")
    return match[1].strip()


def _kernel_manager(folder: Path, notebooks: Path) -> Any:
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class ThisInterpreter(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(
                argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                display_name="Python 3",
                language="python",
                # One thread each: chapters run beside other jobs, and their work is light.
                env={
                    "IPYTHONDIR": str(folder),
                    "OMP_NUM_THREADS": "1",
                    "MPLBACKEND": "svg",
                    "SIZEWISE_NOTEBOOKS": str(notebooks),
                },
            )

    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=ThisInterpreter(),
        transport="ipc",
        connection_file=str(folder / "kernel.json"),
    )


def execute(script: Path, *, chapter: str, notebook: Path, parameters: dict[str, Any]) -> Any:
    """Run `script` with `parameters`, write the executed notebook to `notebook`, return it.

    Raises StudyError naming chapter, cell and exception where a cell fails; what was executed is
    then kept as `<notebook>.failed.ipynb`, and an older good notebook stays as it is.
    """
    import jupytext
    import nbformat
    import papermill
    from jupyter_core.utils import run_sync
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    chapter_title(script)
    source = jupytext.read(script, fmt="py:percent")
    source.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    # Cell ids are random otherwise, and the same study should give the same notebook.
    for index, cell in enumerate(source.cells):
        cell["id"] = f"cell-{index}"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    failed = notebook.with_suffix(".failed.ipynb")
    # A socket's path may have about 100 characters, so this folder is in the system's place.
    with tempfile.TemporaryDirectory(prefix="sizewise-") as scratch:
        part = Path(scratch) / "executed.ipynb"
        for attempt in range(1, ATTEMPTS + 1):
            folder = Path(scratch) / str(attempt)
            folder.mkdir()
            kernel = _kernel_manager(folder, script.parent.resolve())
            try:
                executed = papermill.execute_notebook(
                    nbformat.from_dict(source), str(part), parameters=parameters,
                    progress_bar=False, kernel_name="python3", km=kernel,
                )  # fmt: skip
                break
            except PapermillExecutionError as error:
                failed.write_bytes(part.read_bytes())
                message = " ".join(str(error.evalue).split())[:300]
                raise StudyError(
                    f"chapter {chapter}, cell {error.cell_index}: {error.ename}: {message} "
                    f"(what ran is kept in {failed}; correct {script} or the table it reads)"
                ) from None
            except (RuntimeError, DeadKernelError, CellTimeoutError, OSError) as error:
                if attempt == ATTEMPTS:
                    message = " ".join(str(error).split())[:300]
                    raise StudyError(
                        f"chapter {chapter}: no kernel after {ATTEMPTS} starts ({message}); "
                        "look at the machine's memory and temporary space, then run it again"
                    ) from None
            finally:
                # nbclient leaves a kernel that it did not make itself running.
                if kernel.has_kernel:
                    run_sync(kernel.shutdown_kernel)(now=True)
        _tidy(executed)
        with whole_file(notebook) as whole:
            nbformat.write(executed, whole)
    failed.unlink(missing_ok=True)
    return executed


def _tidy(executed: Any) -> None:
    """Drop what differs from run to run and machine to machine."""
    kept = {key: executed.metadata.get("papermill", {}).get(key) for key in ("parameters",)}
    executed.metadata["papermill"] = kept
    for cell in executed.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = [
                output for output in cell.outputs
                if not (output.output_type == "stream" and output.name == "stderr")
            ]  # fmt: skip
