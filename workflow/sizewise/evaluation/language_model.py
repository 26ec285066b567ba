"""lm-eval's Hugging Face model, with the prompt of an item read once for all its choices.

Plain `HFLM` runs prompt + choice anew for every choice (but for choices that differ in their last
token only) and takes the softmax over the vocabulary at every position. Here the choices of one
prompt lie in one row, side by side behind it:

    tokens      P P P P  a a  b  c c c
    positions   0 1 2 3  4 5  4  4 5 6

An attention mask lets every choice see the prompt and itself, and nothing else, so that each gets
the log-probabilities it would get alone. Logits are computed from the prompt's last token on.
tests/evaluation/test_language_model.py compares with `HFLM` and with a direct forward pass.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM
from lm_eval.utils import get_rolling_token_windows, make_disjoint_window
from transformers import PreTrainedModel

from sizewise.evaluation.prompts import PromptEncoder
from sizewise.study.errors import StudyError

# Architectures whose every layer is full causal attention that takes a mask of four dimensions.
_SHARING_MODELS = {"granite", "granitemoe", "llama"}
_SHARING_ATTENTION = {"sdpa", "eager"}
# Positions in one pass on a CPU. More fall out of its caches: 64 rows of 256 took 1.4 times as long
# as 16 of them on 792k, with fewer than 8 rows of 256 nothing more was gained.
_CPU_POSITIONS = 4096


@dataclass(kw_only=True)
class _Row:
    """One prompt and the continuations that are scored behind it."""

    context: list[int]
    branches: dict[tuple[int, ...], int] = field(default_factory=dict)
    """Where each continuation without its last token begins, in tokens behind the context."""
    requests: list[tuple[int, list[int]]] = field(default_factory=list)
    """Index of the request and its continuation."""
    tail: int = 0
    """Tokens behind the context."""

    def add(self, index: int, continuation: list[int]) -> None:
        # The last token is only predicted; continuations that differ in it alone share the rest.
        branch = tuple(continuation[:-1])
        if branch not in self.branches:
            self.branches[branch] = self.tail
            self.tail += len(branch)
        self.requests.append((index, continuation))

    @property
    def length(self) -> int:
        return len(self.context) + self.tail


@dataclass(kw_only=True)
class _Totals:
    """Sums over the tokens of every request."""

    log_probability: torch.Tensor
    misses: torch.Tensor

    @classmethod
    def of(cls, requests: int) -> "_Totals":
        return cls(
            log_probability=torch.zeros(requests, dtype=torch.float64),
            misses=torch.zeros(requests, dtype=torch.int64),
        )


class PromptSharingLM(HFLM):
    """`HFLM` for one checkpoint, on the token ids of an encoder that checkpoints share.

    `truncated` counts requests that did not fit the model's context and lost their beginning, as
    lm-eval does it.
    """

    def __init__(
        self, model: PreTrainedModel, encoder: PromptEncoder, *, batch_sequences: int
    ) -> None:
        """Score `batch_sequences` rows at once on the model's own device."""
        super().__init__(
            pretrained=model,
            tokenizer=encoder.tokenizer,
            batch_size=batch_sequences,
            add_bos_token=True,
        )
        # Looked up for every request, and slow to find out.
        self._max_length = self.max_length
        self.encoder = encoder
        self.truncated = 0
        self._shares = (
            model.config.model_type in _SHARING_MODELS
            and model.config._attn_implementation in _SHARING_ATTENTION
        )

    def loglikelihood(
        self, requests: list[Instance], disable_tqdm: bool = False
    ) -> list[tuple[float, bool]]:
        """Log-probability (nats) of each continuation, and whether greedy choice gives it."""
        pairs = [request.args for request in requests]
        encoded = self.encoder.pairs(pairs)
        return self._loglikelihood_tokens(
            [(pair, *ids) for pair, ids in zip(pairs, encoded, strict=True)]
        )

    def loglikelihood_rolling(
        self, requests: list[Instance], disable_tqdm: bool = False
    ) -> list[float]:
        """Log-probability (nats) of each whole text, in disjoint windows of the context.

        The special token conditions the first window and is not counted (with `add_bos_token`,
        `HFLM` of lm-eval 0.4.13 would count it).
        """
        texts = [text for (text,) in (request.args for request in requests)]
        owners, windows = [], []
        for owner, ids in enumerate(self.encoder.texts(texts)):
            for window in get_rolling_token_windows(ids, self.prefix_token_id, self.max_length, 1):
                owners.append(owner)
                windows.append((("", ""), *make_disjoint_window(window)))
        sums = [0.0] * len(texts)
        # Short as their context is, one token, nothing is gained by sharing it.
        scores = self._score(windows, share=False)
        for owner, (log_probability, _) in zip(owners, scores, strict=True):
            sums[owner] += log_probability
        return sums

    def generate_until(self, requests: list[Instance], disable_tqdm: bool = False) -> list[str]:
        """`HFLM.generate_until`, with prompts counted that lose their beginning."""
        encoded = self.encoder.pairs([(request.args[0], "") for request in requests])
        for request, (context, blanks) in zip(requests, encoded, strict=True):
            new_tokens = request.args[1].get("max_gen_toks", self.max_gen_toks)
            room = self.max_length - new_tokens
            if room < 1:
                raise StudyError(
                    f"task {request.task_name}: generation_kwargs.max_gen_toks {new_tokens} leaves "
                    f"no room for a prompt in a context of {self.max_length} tokens; lower it"
                )
            self.truncated += len(context) + len(blanks) > room
        return super().generate_until(requests, disable_tqdm=True)

    def _loglikelihood_tokens(
        self,
        requests: list[tuple[tuple[str, str], list[int], list[int]]],
        disable_tqdm: bool = False,
        override_bs: int | None = None,
    ) -> list[tuple[float, bool]]:
        return self._score(requests, share=self._shares)

    def _score(
        self, requests: Sequence[tuple[tuple[str, str], list[int], list[int]]], *, share: bool
    ) -> list[tuple[float, bool]]:
        totals = _Totals.of(len(requests))
        alone, shared = self._rows(requests, share=share)
        with torch.inference_mode():
            for batch in self._batches(alone):
                self._score_alone(batch, totals)
            for batch in self._batches(shared):
                self._score_shared(batch, totals)
        return [
            (value, misses == 0)
            for value, misses in zip(
                totals.log_probability.tolist(), totals.misses.tolist(), strict=True
            )
        ]

    def _rows(
        self, requests: Sequence[tuple[tuple[str, str], list[int], list[int]]], *, share: bool
    ) -> tuple[list[_Row], list[_Row]]:
        """Rows with one continuation, and rows with several (none unless `share`)."""
        rows: list[_Row] = []
        open_rows: dict[tuple[int, ...], _Row] = {}
        # Sorted, so that the rows, and with them the last bits of a score, do not depend on the
        # order of the items.
        order = sorted(range(len(requests)), key=lambda index: requests[index][1:])
        for index in order:
            (_, text), context, continuation = requests[index]
            if not 0 < len(continuation) <= self.max_length:
                raise StudyError(
                    f"choice {text[:40]!r}: {len(continuation)} tokens behind its prompt, and the "
                    f"model scores 1 to {self.max_length}; correct the item"
                )
            excess = len(context) + len(continuation) - (self.max_length + 1)
            if excess > 0:
                self.truncated += 1
                context = context[excess:]
            row = open_rows.get(tuple(context)) if share else None
            # No row is longer than what the model reads at once: attention grows with its square.
            if row is None or row.length + len(continuation) - 1 > self.max_length:
                row = open_rows[tuple(context)] = _Row(context=context)
                rows.append(row)
            row.add(index, continuation)
        alone = [row for row in rows if len(row.requests) == 1]
        return alone, [row for row in rows if len(row.requests) > 1]

    def _batches(self, rows: list[_Row]) -> Iterator[list[_Row]]:
        # Rows of like length together waste little on padding. The sort is stable: batches, too,
        # are the same for any order of the items.
        rows = sorted(rows, key=lambda row: -row.length)
        start = 0
        while start < len(rows):
            size = self.batch_size
            if self.device.type == "cpu":
                size = min(size, max(1, _CPU_POSITIONS // rows[start].length))
            yield rows[start : start + size]
            start += size

    def _score_alone(self, rows: list[_Row], totals: _Totals) -> None:
        length = max(row.length for row in rows)
        start = min(len(row.context) for row in rows) - 1
        tokens = torch.zeros((len(rows), length), dtype=torch.long)
        picks = []
        for number, row in enumerate(rows):
            ((index, continuation),) = row.requests
            tokens[number, : row.length] = torch.tensor(row.context + continuation[:-1])
            first = len(row.context) - 1 - start
            picks += [(number, first + i, id_, index) for i, id_ in enumerate(continuation)]
        # Padding on the right is invisible to causal attention: no mask, the fast kernel.
        logits = self.model(
            tokens.to(self.device), use_cache=False, logits_to_keep=length - start
        ).logits
        self._add(logits, picks, totals)

    def _score_shared(self, rows: list[_Row], totals: _Totals) -> None:
        width = max(len(row.context) for row in rows)
        length = width + max(row.tail for row in rows)
        tokens = torch.zeros((len(rows), length), dtype=torch.long)
        positions = torch.zeros_like(tokens)
        # 0 the prompt, 1, 2, … the branches, -1 padding (prompts end in the same column).
        part = torch.full_like(tokens, -1)
        picks = []
        for number, row in enumerate(rows):
            size = len(row.context)
            tokens[number, width - size : width] = torch.tensor(row.context)
            positions[number, width - size : width] = torch.arange(size)
            part[number, width - size : width] = 0
            for label, (branch, offset) in enumerate(row.branches.items(), start=1):
                place = slice(width + offset, width + offset + len(branch))
                tokens[number, place] = torch.tensor(branch, dtype=torch.long)
                positions[number, place] = torch.arange(size, size + len(branch))
                part[number, place] = label
            for index, continuation in row.requests:
                offset = row.branches[tuple(continuation[:-1])]
                columns = [0, *range(offset + 1, offset + len(continuation))]
                picks += [
                    (number, column, id_, index)
                    for column, id_ in zip(columns, continuation, strict=True)
                ]
        part = part.to(self.device)
        seen = (part[:, None, :] == 0) | (part[:, None, :] == part[:, :, None])
        seen &= torch.ones(length, length, dtype=torch.bool, device=self.device).tril()
        mask = torch.zeros(seen.shape, dtype=self.model.dtype, device=self.device)
        mask.masked_fill_(~seen, torch.finfo(mask.dtype).min)
        logits = self.model(
            tokens.to(self.device),
            attention_mask=mask[:, None],
            position_ids=positions.to(self.device),
            use_cache=False,
            logits_to_keep=length - width + 1,
        ).logits
        self._add(logits, picks, totals)

    @staticmethod
    def _add(logits: torch.Tensor, picks: list[tuple[int, int, int, int]], totals: _Totals) -> None:
        """Add log-probabilities at `picks` (row, column, token, request) to their requests."""
        log_probabilities = F.log_softmax(logits, dim=-1, dtype=torch.float32)
        row, column, token, request = torch.tensor(picks, device=logits.device).unbind(1)
        chosen = log_probabilities[row, column, token]
        missed = chosen < log_probabilities.amax(-1)[row, column]
        request = request.cpu()
        totals.log_probability.index_add_(0, request, chosen.cpu().double())
        totals.misses.index_add_(0, request, missed.long().cpu())
