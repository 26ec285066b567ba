"""Print a batch as every size saw it."""

from collections.abc import Iterator
from pathlib import Path

from sizewise.stream.tokenizer import FILES, load_tokenizer
from sizewise.study.artifacts import verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats import ledger, order
from sizewise.study.formats.names import LEDGER, ORDER
from sizewise.study.formats.shards import TokenStream
from sizewise.study.printable import printable

# Of a text that is shown as the models saw it.
_KEPT = "\n\t"


def show(folder: Path, step: int, sequence: int | None = None, ids: bool = False) -> Iterator[str]:
    """Lines that show batch `step` (0-based), or one of its sequences (0-based in the batch).

    With `ids`, the token ids of each segment too. Raises StudyError for what does not exist.
    """
    stream = TokenStream(folder, verify=False)
    layout = stream.layout
    shard = layout.shard_name(step // layout.shard_batches)
    batch = stream.batch(step)
    # Only what is read here is checked: a stream can be large, a look must be quick.
    verify_files(folder, [ORDER, LEDGER, FILES[0], shard])
    if sequence is not None and not 0 <= sequence < layout.batch_sequences:
        raise StudyError(
            f"--sequence {sequence}: a step has sequences 0 to {layout.batch_sequences - 1}"
        )
    tokenizer = load_tokenizer(folder)
    here = [("step", "=", step)]
    segments = order.TABLE.read(folder / ORDER, filters=here).to_pylist()
    facts = ledger.TABLE.read(folder / LEDGER, filters=here).to_pylist()
    first = step * layout.batch_tokens
    yield (
        f"step {step} of {layout.n_steps}: tokens {first:,} to {first + layout.batch_tokens:,}, "
        f"{layout.batch_sequences} sequences of {layout.sequence_length}"
    )
    current = None
    for segment in segments:
        number = segment["sequence"] % layout.batch_sequences
        if sequence is not None and number != sequence:
            continue
        if number != current:
            yield f"\n=== sequence {number} ({segment['sequence']} of the stream)"
            current = number
        low = segment["token_start"] % layout.sequence_length
        high = low + segment["token_end"] - segment["token_start"]
        tokens = batch[number, low:high].tolist()
        part = segment["document_token"]
        yield (
            f"--- {segment['domain']} · {segment['document_id']} · tokens {part} to "
            f"{part + high - low} · epoch {segment['epoch']}"
        )
        yield printable(tokenizer.decode(tokens, skip_special_tokens=False), _KEPT)
        for fact in facts:
            if segment["token_start"] <= fact["token_start"] < segment["token_end"]:
                value = printable(str(fact["value"]), _KEPT)
                yield (
                    f"    [states {fact['fact_id']}: {value!r}, exposure "
                    f"{fact['exposure']}, tokens {fact['token_start']} to {fact['token_end']}]"
                )
        if ids:
            yield f"    ids {' '.join(map(str, tokens))}"
