"""`sizewise tensorboard`: the curves of trainings as TensorBoard's event files, while they run.

Reads the logs that trainings write anyway, so that it costs a training nothing, can be started and
stopped at any time, and is no part of what a result depends on.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sizewise.flow import Flow
from sizewise.study.formats import log, updates
from sizewise.study.formats.table import Table

TABLES = {"step": log.TABLE, "update": updates.TABLE}
"""What stays of a log when a training has ended, on text or by reward, by what counts its rows."""
SECONDS = 5.0
"""Between two looks of `follow`."""


class RunCurves:
    """The event files of one training."""

    def __init__(self, log: Path, results: Path, folder: Path) -> None:
        """`log` is what it writes as it runs, `results` where its table lies when it has ended."""
        self.log, self.results, self.folder = log, results, folder
        self._writer: Any = None
        self._bytes = self._step = self._files = 0
        self._whole = False

    def take(self) -> int:
        """Write what the log has more than at the last look; return how many steps that were."""
        rows = self._new_rows()
        if not rows:
            return 0
        if self._writer is None or _step(rows[0]) <= self._step:
            self._begin(_step(rows[0]))
        for row in rows:
            self._writer.write_event(_event(row))
        self._writer.flush()
        self._step = _step(rows[-1])
        return len(rows)

    @property
    def ended(self) -> bool:
        """Whether the training has ended, so that nothing will be added."""
        return self._table() is not None

    def close(self) -> None:
        """Close the event file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _begin(self, step: int) -> None:
        # The library's own SummaryWriter has a thread and a pipe each, and a flush that does not
        # wait for them; what it writes its files with has neither.
        from tensorboardX.event_file_writer import EventsWriter
        from tensorboardX.proto.event_pb2 import Event, SessionLog

        self.folder.mkdir(parents=True, exist_ok=True)
        if self._writer is None:
            # Of an earlier start of this command, whose steps are written again.
            for old in self.folder.glob("events.out.tfevents.*"):
                old.unlink()
        else:
            self._writer.close()
        # After a resume the log has been cut back: what TensorBoard has of later steps is void.
        self._files += 1
        self._writer = EventsWriter(str(self.folder / "events"), f".{self._files}")
        begins = SessionLog(status=SessionLog.START)
        self._writer.write_event(Event(step=step, wall_time=time.time(), session_log=begins))

    def _table(self) -> Table | None:
        """The table that the training left; None while there is none."""
        there = (one for one in TABLES.values() if (self.results / one.name).is_file())
        return next(there, None)

    def _new_rows(self) -> list[dict[str, Any]]:
        if self._whole:
            return []
        if (table := self._table()) is not None:
            # Nothing is added to it: one look, however long others are followed.
            self._whole = True
            kept = table.read(self.results / table.name).to_pylist()
            return [row for row in kept if _step(row) > self._step]
        try:
            with self.log.open("rb") as file:
                if self.log.stat().st_size < self._bytes:
                    self._bytes = 0
                file.seek(self._bytes)
                whole = file.read().rpartition(b"\n")[0]
        except FileNotFoundError:
            return []
        self._bytes += len(whole) + 1 if whole else 0
        return [json.loads(line) for line in whole.splitlines()]


def _step(row: Mapping[str, Any]) -> int:
    """The step or update that a row tells of."""
    return next(row[name] for name in TABLES if name in row)


def _event(row: Mapping[str, Any]) -> Any:
    """Every number of a row, as one of TensorBoard's events."""
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.summary import scalar

    event = Event(step=_step(row), wall_time=time.time())
    for name, value in row.items():
        if isinstance(value, int | float) and name not in (*TABLES, "tokens"):
            event.summary.value.extend(scalar(name, value).value)
    return event


def curves_of(flow: Flow, output: Path, root: Path = Path()) -> list[RunCurves]:
    """Those of every training of a study, below `output`; `root` holds results/ and runs/."""
    name = flow.study.name
    return [
        RunCurves(
            root / "runs" / name / run.folder / "log.jsonl",
            root / "results" / name / "training" / run.folder,
            output / run.folder,
        )
        for run in flow.study.runs()
    ]


def write(curves: Sequence[RunCurves], *, follow: bool = False) -> Iterator[str]:
    """Write event files of all; with `follow` go on until every training has ended.

    A line each time that something was written.
    """
    try:
        while True:
            ended = all(one.ended for one in curves)
            steps = [one.take() for one in curves]
            if sum(steps):
                yield f"{sum(steps):,} steps of {sum(map(bool, steps))} trainings"
            if ended or not follow:
                return
            time.sleep(SECONDS)
    finally:
        for one in curves:
            one.close()
