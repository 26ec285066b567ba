"""Token ids of prompts and texts, computed once for all checkpoints of a run."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

T = TypeVar("T")


def load_tokenizer(folder: Path) -> "PreTrainedTokenizerBase":
    """The tokenizer of a checkpoint, which opens every text with its first special token.

    Raises StudyError where it has no such token or does not put it first exactly once: scores
    with and without it cannot be compared.
    """
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(
            str(folder), add_bos_token=True, add_eos_token=False, local_files_only=True
        )
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise StudyError(f"{folder}: no tokenizer ({reason}); run its training again") from None
    bos = tokenizer.bos_token_id
    if bos is None or tokenizer("a b")["input_ids"][:2].count(bos) != 1:
        raise StudyError(
            f"{folder}: the tokenizer does not open a text with one beginning-of-sequence token; "
            "run the job `stream` and its trainings again"
        )
    # lm-eval stops at this token and pads with that one; both must have a row in the embedding.
    if tokenizer.eos_token_id is None:
        tokenizer.eos_token = tokenizer.bos_token
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


class PromptEncoder:
    """Token ids as lm-eval's `TemplateLM` computes them, each distinct text once, in batches."""

    def __init__(self, tokenizer: "PreTrainedTokenizerBase") -> None:
        self.tokenizer = tokenizer
        self._opened: dict[str, list[int]] = {}
        self._bare: dict[str, list[int]] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns, made for the first checkpoint that asks for `key`."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def containing(self, stops: Sequence[str]) -> frozenset[int]:
        """Ids that can be the last of a text that has just come to contain one of `stops`."""
        ids = range(len(self.tokenizer))
        pieces = self.tokenizer.batch_decode([[id_] for id_ in ids])
        # A piece that is no whole character shows as this sign, and may end any.
        ends = {stop[-1] for stop in stops if stop} | {"\ufffd"}
        # Some tokenizers drop a blank at the beginning of a text.
        anything = " " in ends
        return frozenset(
            id_ for id_, piece in zip(ids, pieces, strict=True) if anything or ends & set(piece)
        )

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        """Ids of (prompt, continuation): the prompt's open with the first special token.

        The join is lm-eval's: blanks at the end of the prompt go to the continuation, and the
        continuation gets what the encoding of both together has after the prompt's own length.
        An empty prompt is the special token alone.
        """
        split = [self._split(prompt, continuation) for prompt, continuation in pairs]
        self._learn(self._opened, [text for pair in split for text in (pair[0], "".join(pair))])
        self._learn(self._bare, [last for first, last in split if not first], special=False)
        return [self._joined(prompt, continuation) for prompt, continuation in split]

    def texts(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of whole texts, without any special token."""
        self._learn(self._bare, texts, special=False)
        return [self._bare[text] for text in texts]

    @staticmethod
    def _split(prompt: str, continuation: str) -> tuple[str, str]:
        kept = prompt.rstrip()
        return kept, prompt[len(kept) :] + continuation

    def _joined(self, prompt: str, continuation: str) -> tuple[list[int], list[int]]:
        if not prompt:
            return [self.tokenizer.bos_token_id], self._bare[continuation]
        context = self._opened[prompt]
        return context, self._opened[prompt + continuation][len(context) :]

    def _learn(
        self, known: dict[str, list[int]], texts: Sequence[str], *, special: bool = True
    ) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._ids(new, special=special), strict=True))

    def _ids(self, texts: list[str], *, special: bool) -> list[list[int]]:
        if not self.tokenizer.is_fast:
            return self.tokenizer(texts, add_special_tokens=special)["input_ids"]
        # What the call above does, without masks and places in the text that nothing here reads:
        # half of its time.
        backend = self.tokenizer.backend_tokenizer
        backend.no_truncation()
        backend.no_padding()
        return [e.ids for e in backend.encode_batch_fast(texts, add_special_tokens=special)]
