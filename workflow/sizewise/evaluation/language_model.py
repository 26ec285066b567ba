"""lm-eval's Hugging Face model, which reads what continuations share once.

Plain `HFLM` runs prompt + choice anew for every choice (but for choices that differ in their last
token only), takes the softmax over the vocabulary at every position, and decodes in batches that
last as long as their longest answer. Here the continuations lie as trees in rows (`trees`), logits
are computed where a token is asked for, and answers are written by `decoding`.
tests/evaluation/test_language_model.py compares with `HFLM` and with a direct forward pass.
"""

from collections.abc import Callable, Sequence

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM
from lm_eval.models.utils import (
    handle_stop_sequences,
    normalize_gen_kwargs,
    postprocess_generated_text,
)
from lm_eval.utils import get_rolling_token_windows, make_disjoint_window
from transformers import PreTrainedModel

from sizewise.evaluation.decoding import Decoder, attention_mask, bytes_per_token
from sizewise.evaluation.prompts import PromptEncoder
from sizewise.evaluation.trees import Batch, Continuation, batches, grow
from sizewise.study.errors import StudyError

# Architectures whose every layer is full causal attention that takes a mask of four dimensions.
_SHARING_MODELS = {"granite", "granitemoe", "llama"}
_SHARING_ATTENTION = {"sdpa", "eager"}
# Positions in one pass on a CPU. More fall out of its caches: 64 rows of 256 took 1.4 times as long
# as 16 of them on 792k, with fewer than 8 rows of 256 nothing more was gained.
_CPU_POSITIONS = 4096
# Places whose logits are held at once: with a vocabulary of 2,048, 8 MB.
_LOGIT_ROWS = 1024
# Bytes of keys and values of the answers that are written at once. A step of a small model costs
# little more for many of them than for few.
_CPU_ANSWERS, _ANSWERS = 2**28, 2**32
_GREEDY = {"do_sample": False, "temperature": 0.0}


class PromptSharingLM(HFLM):
    """`HFLM` for one checkpoint, on the token ids of an encoder that checkpoints share.

    `truncated` counts requests that did not fit the model's context and lost their beginning, as
    lm-eval does it.
    """

    def __init__(
        self, model: PreTrainedModel, encoder: PromptEncoder, *, batch_sequences: int
    ) -> None:
        """Score as many tokens at once as `batch_sequences` whole contexts have.

        On the model's own device.
        """
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
        self._positions = batch_sequences * self.max_length
        if self.device.type == "cpu":
            self._positions = min(self._positions, _CPU_POSITIONS)

    def loglikelihood(
        self, requests: list[Instance], disable_tqdm: bool = False
    ) -> list[tuple[float, bool]]:
        """Log-probability (nats) of each continuation, and whether greedy choice gives it."""
        pairs = tuple(request.args for request in requests)

        def plan() -> tuple[list[Batch], int]:
            encoded = self.encoder.pairs(pairs)
            return self._plan(
                [(pair, *ids) for pair, ids in zip(pairs, encoded, strict=True)], self._shares
            )

        return self._score(len(pairs), *self.encoder.once(("pairs", *self._shape, pairs), plan))

    def loglikelihood_rolling(
        self, requests: list[Instance], disable_tqdm: bool = False
    ) -> list[float]:
        """Log-probability (nats) of each whole text, in disjoint windows of the context.

        The special token conditions the first window and is not counted (with `add_bos_token`,
        `HFLM` of lm-eval 0.4.13 would count it).
        """
        texts = tuple(text for (text,) in (request.args for request in requests))

        def plan() -> tuple[list[int], list[Batch], int]:
            owners, windows = [], []
            for owner, ids in enumerate(self.encoder.texts(texts)):
                for window in get_rolling_token_windows(
                    ids, self.prefix_token_id, self.max_length, 1
                ):
                    owners.append(owner)
                    windows.append((("", ""), *make_disjoint_window(window)))
            # Their context is one token: there is nothing to share.
            return owners, *self._plan(windows, share=False)

        owners, planned, cut = self.encoder.once(("texts", *self._shape, texts), plan)
        sums = [0.0] * len(texts)
        scores = self._score(len(owners), planned, cut)
        for owner, (log_probability, _) in zip(owners, scores, strict=True):
            sums[owner] += log_probability
        return sums

    def generate_until(self, requests: list[Instance], disable_tqdm: bool = False) -> list[str]:
        """What the model writes behind each prompt, to the first of the texts that end it.

        The likeliest token each time; `HFLM` does what is to be drawn, and other architectures.
        """
        encoded = self.encoder.pairs([(request.args[0], "") for request in requests])
        prompts, keywords = [], []
        for request, (context, blanks) in zip(requests, encoded, strict=True):
            keywords.append(dict(normalize_gen_kwargs(request.args[1], self.max_gen_toks)))
            room = self._room(request, keywords[-1]["max_gen_toks"])
            prompts.append([*context, *blanks][-room:])
            self.truncated += len(context) + len(blanks) > room
        new_tokens = [kept.pop("max_gen_toks") for kept in keywords]
        # Together is written what ends alike.
        groups: dict[str, list[int]] = {}
        for number, kept in enumerate(keywords):
            groups.setdefault(repr(sorted(kept.items())), []).append(number)
        written = [""] * len(requests)
        for numbers in groups.values():
            kept = keywords[numbers[0]]
            stops = kept.pop("until")
            if self._shares and kept == _GREEDY:
                texts = self._write(
                    [prompts[n] for n in numbers], [new_tokens[n] for n in numbers], stops
                )
            else:
                texts = super().generate_until([requests[n] for n in numbers], disable_tqdm=True)
            for number, text in zip(numbers, texts, strict=True):
                written[number] = text
        return written

    def _room(self, request: Instance, new_tokens: int) -> int:
        """Tokens that a prompt may have beside `new_tokens` behind it."""
        room = self.max_length - new_tokens
        if room < 1:
            raise StudyError(
                f"task {request.task_name}: generation_kwargs.max_gen_toks {new_tokens} leaves "
                f"no room for a prompt in a context of {self.max_length} tokens; lower it"
            )
        return room

    def _write(
        self, prompts: list[list[int]], new_tokens: list[int], stops: list[str]
    ) -> list[str]:
        """The text behind each prompt (token ids), cut at the first of `stops`."""
        stops = handle_stop_sequences(
            stops, eos=self.tok_decode(self.eot_token_id, skip_special_tokens=False)
        )
        columns = max(len(prompt) + new for prompt, new in zip(prompts, new_tokens, strict=True))
        memory = _CPU_ANSWERS if self.device.type == "cpu" else _ANSWERS
        rows = memory // (columns * bytes_per_token(self.model))
        rows = max(1, min(rows, len(prompts)))
        decoder = Decoder(self.model, rows=rows, columns=columns, reads=self._positions)
        with torch.inference_mode():
            written = decoder.decode(prompts, new_tokens=new_tokens, ends=self._ends(stops))
        texts = self.tokenizer.batch_decode(written, skip_special_tokens=True)
        return [postprocess_generated_text(text, stops, None) for text in texts]

    def _ends(self, stops: Sequence[str]) -> Callable[[list[int]], bool]:
        """Whether tokens end with one that ends a text for the model, or contain one of `stops`."""
        closing = self.encoder.once(("closing", *stops), lambda: self.encoder.containing(stops))
        own = self.model.generation_config.eos_token_id
        end = {self.eot_token_id, *(own if isinstance(own, list) else [own])}

        def ends(written: list[int]) -> bool:
            if written[-1] in end:
                return True
            if written[-1] not in closing:
                return False
            text = self.tok_decode(written)
            return any(stop in text for stop in stops)

        return ends

    def _loglikelihood_tokens(
        self,
        requests: list[tuple[tuple[str, str], list[int], list[int]]],
        disable_tqdm: bool = False,
        override_bs: int | None = None,
    ) -> list[tuple[float, bool]]:
        return self._score(len(requests), *self._plan(requests, self._shares))

    @property
    def _shape(self) -> tuple[bool, int, int]:
        """What batches depend on beside the requests."""
        return self._shares, self.max_length, self._positions

    def _plan(
        self, requests: Sequence[tuple[tuple[str, str], list[int], list[int]]], share: bool
    ) -> tuple[list[Batch], int]:
        """Batches, and how many requests lost their beginning."""
        continuations, cut = [], 0
        for number, ((_, text), context, tokens) in enumerate(requests):
            if not 0 < len(tokens) <= self.max_length:
                raise StudyError(
                    f"choice {text[:40]!r}: {len(tokens)} tokens behind its prompt, and the "
                    f"model scores 1 to {self.max_length}; correct the item"
                )
            excess = max(0, len(context) + len(tokens) - (self.max_length + 1))
            cut += excess > 0
            continuations.append(
                Continuation(request=number, context=context[excess:], tokens=tokens)
            )
        # No row is longer than what the model reads at once: attention grows with its square.
        rows = grow(continuations, longest=self.max_length, share=share)
        return list(batches(rows, positions=self._positions)), cut

    def _score(self, count: int, planned: list[Batch], cut: int) -> list[tuple[float, bool]]:
        self.truncated += cut
        log_probability = torch.zeros(count, dtype=torch.float64)
        misses = torch.zeros(count, dtype=torch.int64)
        with torch.inference_mode():
            for batch in planned:
                hidden = self._hidden(batch)
                place, token, request = batch.picks.unbind(1)
                for first in range(0, len(batch.kept), _LOGIT_ROWS):
                    logits = self._logits(hidden, batch.kept[first : first + _LOGIT_ROWS])
                    here = (place >= first) & (place < first + len(logits))
                    row = (place[here] - first).to(self.device)
                    chosen = logits[row, token[here].to(self.device)]
                    missed = chosen < logits.amax(-1)[row]
                    chosen -= logits.logsumexp(-1)[row]
                    log_probability.index_add_(0, request[here], chosen.cpu().double())
                    misses.index_add_(0, request[here], missed.long().cpu())
        return list(zip(log_probability.tolist(), (misses == 0).tolist(), strict=True))

    def _hidden(self, batch: Batch) -> torch.Tensor:
        """What the head reads, or gives where it is not known: (places, width)."""
        inputs = {"input_ids": batch.tokens.to(self.device), "use_cache": False}
        if batch.sees is not None:
            inputs |= {
                "position_ids": batch.positions.to(self.device),
                "attention_mask": attention_mask(self.model, batch.sees),
            }
        if self._shares:
            return self.model.base_model(**inputs).last_hidden_state.flatten(0, 1)
        return self.model(**inputs).logits.flatten(0, 1)

    def _logits(self, hidden: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        kept = hidden[places.to(self.device)]
        if self._shares:
            # The one thing that these architectures do behind their head.
            kept = self.model.get_output_embeddings()(kept)
            kept = kept / getattr(self.model.config, "logits_scaling", 1.0)
        return kept.float()
