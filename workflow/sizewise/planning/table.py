"""What every rung asks of a cluster, as lines to read before anything is submitted."""

from collections.abc import Iterable, Iterator

from sizewise.planning.cluster import Cluster
from sizewise.planning.requests import (
    reward_memory_bytes,
    reward_request,
    reward_tokens,
    training_memory_bytes,
    training_request,
)
from sizewise.study.sections import Sections
from sizewise.study.sparse import any_size

_LINE = "{:>18} {:>8} {:>14} {:>10} {:>6} {:>6} {:>9} {:>9} {:>12}"


def lines(arms: Iterable[tuple[str, Sections]], cluster: Cluster) -> Iterator[str]:
    """A table, a line a size of an arm, and the sum over all runs.

    `arms` are names of arms and the sections as each sees them. Raises StudyError for a size that
    the cluster cannot hold.
    """
    yield _LINE.format(
        "arm", "size", "parameters", "FLOP", "GPUs", "nodes", "GB a GPU", "minutes", "GPU-hours"
    )
    total, runs = 0.0, 0
    for arm, seen in arms:
        vocabulary, length = seen.stream.vocabulary_size, seen.stream.sequence_length
        for name, seeds in seen.arms[arm].seeds.items():
            size = any_size(name)
            # An arm by reward reads no tokens of the stream: at most these pass through its policy.
            by_reward = seen.arms[arm].reward is not None
            request = (reward_request if by_reward else training_request)(size, seen, cluster)
            tokens = reward_tokens(seen) if by_reward else seen.mix.tokens
            flops = tokens * size.training_flops_per_token(vocabulary, length)
            hours = request.gpus * request.minutes / 60 * len(seeds)
            total, runs = total + hours, runs + len(seeds)
            memory = (
                reward_memory_bytes(size, seen)
                if by_reward
                else training_memory_bytes(size, seen, request.gpus)
            ) / 1e9
            yield _LINE.format(
                arm, name, f"{size.counts(vocabulary).total:,}", f"{flops:.2e}", request.gpus,
                request.nodes, f"{memory:.1f}", request.minutes, f"{hours:,.1f}",
            )  # fmt: skip
    yield (
        f"{runs} run(s): at most {total:,.0f} GPU-hours of {cluster.gpu_model}; a training that "
        "outlasts its minutes resumes in a further job"
    )
