"""From documents and a seed to the whole stream, held as a plan and a scratch file.

`stream build` writes what is derived here, `stream verify` derives it again and compares.
"""

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sizewise.stream import plan
from sizewise.stream.documents import DocumentIndex, read_documents
from sizewise.stream.ledger import Ledger
from sizewise.stream.packing import PackingError, Segments, pack
from sizewise.stream.store import TokenStore
from sizewise.stream.tokenizer import SAMPLE_BYTES_PER_ID, byte_lengths, train_tokenizer
from sizewise.study.errors import StudyError
from sizewise.study.formats import order
from sizewise.study.formats.names import EXPOSURES
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.sections import Sections

if TYPE_CHECKING:
    from tokenizers import Tokenizer

log = logging.getLogger("sizewise.stream")

SCRATCH = ".tokens."
# Natural text is encoded until a domain has enough tokens; the first guess is on the low side.
_FIRST_BYTES_PER_TOKEN = 2.0


@dataclass(frozen=True)
class Derived:
    """A stream that is not written yet. `segments.item` are rows of `instances`."""

    layout: ShardLayout
    documents: DocumentIndex
    instances: plan.Instances
    segments: Segments
    store: TokenStore
    tokenizer: "Tokenizer"
    ledger: pa.Table
    facts: dict[str, Any]

    def _segments_of(self, shard: int) -> tuple[int, int, slice]:
        steps, start = self.layout.shard_steps(shard), self.segments.start
        low = steps.start * self.layout.batch_tokens
        high = steps.stop * self.layout.batch_tokens
        return low, high, slice(*np.searchsorted(start, [low, high]).tolist())

    def shard(self, index: int) -> np.ndarray:
        """Token ids of a shard file: one dimension, in the type and byte order of the layout."""
        low, high, part = self._segments_of(index)
        ids = np.empty(high - low, dtype=self.layout.dtype)
        documents = self.instances.document[self.segments.item[part]].tolist()
        position = 0
        for document, offset, count in zip(
            documents,
            self.segments.offset[part].tolist(),
            self.segments.tokens[part].tolist(),
            strict=True,
        ):
            ids[position : position + count] = self.store.ids(document, offset, count)
            position += count
        return ids

    def order(self, index: int) -> pa.Table:
        """The rows of order.parquet for a shard."""
        low, _, part = self._segments_of(index)
        item, tokens = self.segments.item[part], self.segments.tokens[part]
        end = low + np.cumsum(tokens)
        sequence = (end - tokens) // self.layout.sequence_length
        document = self.instances.document[item]
        domains = pa.array(self.documents.domains, pa.string())
        columns = [
            end - tokens,
            end,
            sequence // self.layout.batch_sequences,
            sequence,
            domains.take(pa.array(self.documents.domain[document])),
            self.documents.ids.take(pa.array(document)),
            self.segments.offset[part],
            self.instances.epoch[item],
        ]
        return pa.table([pa.array(column) for column in columns], schema=order.TABLE.schema)


@contextmanager
def derive(study: Sections, corpus: Path, world: Path, scratch: Path) -> Iterator[Derived]:
    """The stream of `study` (sections stream, mix) over the folders `corpus` and `world`.

    Token ids lie in a file below the folder `scratch` that goes when the block ends. Raises
    StudyError for inputs that cannot make the stream that was asked for.
    """
    began = time.perf_counter()

    def note(message: str, *values: Any) -> None:
        log.info(f"%5.1f s  {message}", time.perf_counter() - began, *values)

    mix, stream = study.mix, study.stream
    layout = stream.layout(mix.tokens)
    documents = read_documents(corpus, world, mix.shares)
    sample = tokenizer_sample(documents, mix.shares, stream.vocabulary_size * SAMPLE_BYTES_PER_ID)
    tokenizer = train_tokenizer(documents.texts(sample), stream.vocabulary_size)
    note("tokenizer trained on %.1f MB", documents.n_bytes[sample].sum() / 1e6)

    planted = np.flatnonzero(documents.planted)
    ledger = Ledger(
        world / EXPOSURES, documents.ids.slice(0, documents.n_planted), byte_lengths(tokenizer)
    )
    with tempfile.TemporaryDirectory(dir=scratch, prefix=SCRATCH) as folder:
        store = TokenStore(Path(folder) / "tokens.bin", documents, layout.dtype)
        try:
            store.add(tokenizer, planted, visit=ledger.visit)
            _check_lengths(documents, planted, store.length, stream.sequence_length)
            instances = _instances(study, documents, store, tokenizer)
            note(
                "documents encoded: %.1f MB of ids",
                store.length.sum() * layout.dtype.itemsize / 1e6,
            )
            instances = instances.take(plan.global_order(len(instances), stream.seed))
            try:
                segments = pack(instances.tokens, instances.whole, stream.sequence_length)
            except PackingError as error:
                raise StudyError(
                    f"mix.shares: planted documents cannot be packed ({error}); give natural "
                    "domains a larger share, or use a longer stream.sequence_length"
                ) from None
            # Packing runs a long document through neighbouring sequences: left so, one page of
            # code could be a third of a batch. What follows in the text is no context anyway.
            sequences = plan.global_order(
                layout.tokens // layout.sequence_length, stream.seed, "sequences"
            )
            segments = segments.in_sequence_order(sequences, layout.sequence_length)
            note("%s documents packed", f"{len(instances):,}")
            placed = documents.planted[instances.document[segments.item]]
            start = np.zeros(documents.n_planted, dtype=np.int64)
            start[instances.document[segments.item[placed]]] = segments.start[placed]
            yield Derived(
                layout=layout,
                documents=documents,
                instances=instances,
                segments=segments,
                store=store,
                tokenizer=tokenizer,
                ledger=ledger.table(start, stream.sequence_length, stream.batch_sequences),
                facts=_facts(study, layout, documents, instances, segments, store, sample),
            )
        finally:
            store.close()


def tokenizer_sample(
    documents: DocumentIndex, shares: dict[str, float], n_bytes: int
) -> np.ndarray:
    """Documents that the tokenizer is trained on: ascending indices, about `n_bytes` of text.

    Each domain gives its share of the mix, or all that it has. The seed of the order plays no
    part, so that streams that differ in it share one tokenizer.
    """
    chosen = []
    for domain, name in enumerate(documents.domains):
        ranked = documents.by_rank(domain)
        before = np.cumsum(documents.n_bytes[ranked]) - documents.n_bytes[ranked]
        chosen.append(ranked[before < shares[name] * n_bytes])
    return np.sort(np.concatenate(chosen))


def _check_lengths(
    documents: DocumentIndex, planted: np.ndarray, lengths: np.ndarray, sequence_length: int
) -> None:
    long = planted[lengths[planted] > sequence_length]
    if len(long):
        worst = int(long[np.argmax(lengths[long])])
        family = documents.domains[documents.domain[worst]]
        raise StudyError(
            f"{family}: document {documents.ids[worst].as_py()!r} has {lengths[worst]:,} tokens, "
            f"more than stream.sequence_length {sequence_length:,} ({len(long):,} such planted "
            f"documents, which are never split); shorten them in world.families.{family} or use "
            f"{lengths[worst]:,} tokens or more"
        )


def _instances(
    study: Sections, documents: DocumentIndex, store: TokenStore, tokenizer: "Tokenizer"
) -> plan.Instances:
    mix = study.mix
    planted = np.flatnonzero(documents.planted)
    families = range(documents.n_families)
    tokens = np.bincount(documents.domain[planted], store.length[planted], documents.n_families)
    plan.check_planted_shares(
        mix.tokens,
        mix.shares,
        {documents.domains[f]: int(tokens[f]) for f in families},
        mix.planted_bytes_per_token,
    )
    natural = {documents.domains[d]: d for d in range(documents.n_families, len(documents.domains))}
    # Without natural text a blank document fills up what planted ones leave of the sequences.
    targets = natural and plan.natural_targets(
        mix.tokens,
        int(tokens.sum()),
        {name: mix.shares[name] for name in natural},
    )
    ranked = {name: documents.by_rank(domain) for name, domain in natural.items()}
    _encode_enough(documents, store, tokenizer, ranked, targets)
    parts = [plan.planted_instances(planted, store.length[planted])]
    if not natural:
        parts.append(plan.blank_instances(planted, store.length[planted], mix.tokens))
    for name, target in targets.items():
        lengths = store.length[ranked[name]]
        plan.check_epochs(name, target, int(lengths.sum()), mix.tokens)
        if target:
            encoded = lengths > 0
            parts.append(plan.natural_instances(ranked[name][encoded], lengths[encoded], target))
    return plan.concatenate(parts)


def _encode_enough(
    documents: DocumentIndex,
    store: TokenStore,
    tokenizer: "Tokenizer",
    ranked: dict[str, np.ndarray],
    targets: dict[str, int],
) -> None:
    """Encode each domain's documents in the order of their rank until they reach its target.

    In rounds, each one pass over the corpus: how many documents it takes is known only once
    they are encoded.
    """
    bytes_per_token = dict.fromkeys(ranked, _FIRST_BYTES_PER_TOKEN)
    while True:
        wanted = []
        for name, members in ranked.items():
            done = store.length[members] > 0
            tokens, n_bytes = store.length[members].sum(), documents.n_bytes[members[done]].sum()
            if tokens >= targets[name]:
                continue
            if tokens:
                bytes_per_token[name] = 1.01 * n_bytes / tokens
            todo = members[~done]
            before = np.cumsum(documents.n_bytes[todo]) - documents.n_bytes[todo]
            wanted.append(todo[before <= (targets[name] - tokens) * bytes_per_token[name]])
        chosen = np.sort(np.concatenate([np.zeros(0, np.int64), *wanted]))
        if not len(chosen):
            return
        store.add(tokenizer, chosen)


def _facts(
    study: Sections,
    layout: ShardLayout,
    documents: DocumentIndex,
    instances: plan.Instances,
    segments: Segments,
    store: TokenStore,
    sample: np.ndarray,
) -> dict[str, Any]:
    """What the manifest tells about the stream: asked and true shares, epochs, bytes a token."""
    domain = documents.domain[instances.document]
    encoded = np.flatnonzero(store.length)
    domains = {}
    for index, name in enumerate(documents.domains):
        tokens = int(instances.tokens[domain == index].sum())
        of_domain = encoded[documents.domain[encoded] == index]
        in_stream = np.unique(instances.document[domain == index])
        available = documents.domain == index
        per_token = documents.n_bytes[of_domain].sum() / store.length[of_domain].sum()
        domains[name] = {
            "planted": index < documents.n_families,
            "asked_share": study.mix.shares[name],
            "share": tokens / layout.tokens,
            "tokens": tokens,
            "documents": len(in_stream),
            "documents_available": int(available.sum()),
            "bytes_available": int(documents.n_bytes[available].sum()),
            # Times that an average token of the domain's documents in the stream is read.
            "epochs": tokens / int(store.length[in_stream].sum()) if len(in_stream) else 0.0,
            "bytes_per_token": float(per_token) if len(of_domain) else None,
        }
    return {
        "layout": layout.to_json(),
        "steps": layout.n_steps,
        "instances": len(instances),
        "segments": len(segments.item),
        "domains": domains,
        "tokenizer_sample_bytes": int(documents.n_bytes[sample].sum()),
    }
