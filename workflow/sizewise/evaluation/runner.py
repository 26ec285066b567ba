"""lm-eval's tasks on one checkpoint after another.

`lm_eval.evaluate` builds every prompt anew for every model, reads each document three times and
computes metrics that the tables compute themselves: for a small model, half of the time. Here a
task's requests are built once, by lm-eval, and the tasks of a study are answered without the rest.
Public tasks judge by rules of their own and go through `lm_eval.evaluate` itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.items import spread
from sizewise.evaluation.tasks import LoadedTask

if TYPE_CHECKING:
    from lm_eval.api.instance import Instance
    from lm_eval.api.model import LM


class Runner:
    """The requests of a study's own tasks among `tasks`, at most `limit` documents a task."""

    def __init__(self, tasks: Sequence[LoadedTask], *, limit: int | None = None) -> None:
        self.limit = limit
        self._tasks = {task.name: task for task in tasks if task.ours}
        self._built: dict[str, list[list[Instance]]] = {}
        self._targets: dict[tuple[str, int], Any] = {}
        self._hashes: dict[str, str] = {}

    def samples(
        self, model: "LM", tasks: Sequence[LoadedTask], *, most: int | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """What `model` answers, by task: lm-eval's logged samples.

        Of planted tasks at most `most` items of a kind; of a study's own tasks without lm-eval's
        metrics and filters.
        """
        documents = {task.name: self._chosen(task, most) for task in tasks if task.ours}
        asked: dict[str, list[Instance]] = defaultdict(list)
        for instance in chain.from_iterable(chain.from_iterable(documents.values())):
            asked[instance.request_type].append(instance)
        for kind, instances in asked.items():
            answers = getattr(model, kind)(instances)
            for instance, answer in zip(instances, answers, strict=True):
                instance.resps = [answer]
        samples = {
            task.name: [self._sample(task, asked) for asked in documents[task.name]]
            for task in tasks
            if task.ours
        }
        public = {task.name: task.task for task in tasks if not task.ours}
        if public:
            from lm_eval.evaluator import evaluate

            # Statistics are the analysis's business: no bootstrap here.
            logged = evaluate(model, {"tasks": public}, limit=self.limit, bootstrap_iters=0)
            samples |= logged["samples"]
        return samples

    def _documents(self, name: str) -> "list[list[Instance]]":
        """The requests of one of the study's own tasks by document, built when first asked for."""
        if name not in self._built:
            task = self._tasks[name].task
            task.build_all_requests(limit=self.limit, rank=0, world_size=1)
            by_document: dict[int, list[Instance]] = defaultdict(list)
            for instance in task.instances:
                by_document[instance.doc_id].append(instance)
            self._built[name] = list(by_document.values())
        return self._built[name]

    def _chosen(self, task: LoadedTask, most: int | None) -> "list[list[Instance]]":
        documents = self._documents(task.name)
        if not (task.planted and most):
            return documents
        return [documents[place] for place in spread(task.task.eval_docs, most)]

    def _sample(self, task: LoadedTask, instances: "list[Instance]") -> dict[str, Any]:
        return {
            "doc_id": instances[0].doc_id,
            "doc": instances[0].doc,
            "target": self._target(task, instances[0]),
            "arguments": [instance.args for instance in instances],
            "resps": [instance.resps for instance in instances],
            "filter": "none",
            "prompt_hash": self._hash(instances[0].args[0]),
        }

    def _target(self, task: LoadedTask, instance: "Instance") -> Any:
        key = (task.name, instance.doc_id)
        if key not in self._targets:
            self._targets[key] = task.task.doc_to_target(instance.doc)
        return self._targets[key]

    def _hash(self, prompt: str) -> str:
        from lm_eval.utils import hash_string

        if prompt not in self._hashes:
            self._hashes[prompt] = hash_string(prompt)
        return self._hashes[prompt]
