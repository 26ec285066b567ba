"""Greedy decoding of many prompts at once, on a cache of fixed size.

Every row writes at its own column, so that prompts need no padding on the left; a row that ends
leaves, and a waiting prompt takes its place (continuous batching, Yu et al. 2022, Orca).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from transformers.cache_utils import Cache, CacheLayerMixin

if TYPE_CHECKING:
    from transformers import PreTrainedModel


class _Layer(CacheLayerMixin):
    """Keys and values of one layer: (rows, heads, columns, width), filled row by row."""

    def __init__(self, places: "_Places", rows: int, columns: int) -> None:
        super().__init__()
        self.places, self.shape = places, (rows, columns)

    def lazy_initialization(self, key_states: torch.Tensor, value_states: torch.Tensor) -> None:
        rows, columns = self.shape
        for name, states in (("keys", key_states), ("values", value_states)):
            _, heads, _, width = states.shape
            setattr(self, name, states.new_zeros((rows, heads, columns, width)))
        self.is_initialized = True

    def update(self, key_states: torch.Tensor, value_states: torch.Tensor, *_, **__):
        """Write the new states; return those that the queries attend to."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        at = self.places
        if at.reading is not None:
            first, columns = at.reading, key_states.shape[2]
            rows = slice(first, first + len(key_states))
            self.keys[rows, :, :columns] = key_states
            self.values[rows, :, :columns] = value_states
            return key_states, value_states
        rows = torch.arange(len(key_states), device=key_states.device)
        self.keys[rows, :, at.columns] = key_states[:, :, 0]
        self.values[rows, :, at.columns] = value_states[:, :, 0]
        return self.keys[: len(rows), :, : at.width], self.values[: len(rows), :, : at.width]

    def move(self, movers: list[int], holes: list[int]) -> None:
        """Put the rows `movers` where the rows `holes` were."""
        for states in (self.keys, self.values):
            states[holes] = states[movers]

    def get_mask_sizes(self, query_length: int) -> tuple[int, int]:
        return query_length, 0

    def get_seq_length(self) -> int:
        return 0

    def get_max_length(self) -> int:
        return self.shape[1]


class _Places:
    """Where the states of the next pass belong: prompts from row `reading` on, or one token."""

    reading: int | None = None
    columns: torch.Tensor
    """Column of the token of each row."""
    width: int
    """Columns that any row has filled."""


class Decoder:
    """Continues prompts, `rows` of them at once, which with what is written fit `columns` tokens.

    Prompts are read in passes of at most `reads` tokens.
    """

    def __init__(self, model: "PreTrainedModel", *, rows: int, columns: int, reads: int) -> None:
        self.model, self.rows, self.reads = model, rows, reads
        self.places = _Places()
        layers = model.config.num_hidden_layers
        self.cache = Cache(layers=[_Layer(self.places, rows, columns) for _ in range(layers)])

    def decode(
        self,
        prompts: Sequence[Sequence[int]],
        *,
        new_tokens: Sequence[int],
        ends: Callable[[list[int]], bool],
    ) -> list[list[int]]:
        """The likeliest next token of each prompt, and so on: token ids without the prompt.

        A row ends after as many tokens as `new_tokens` has for it, or where `ends` says so of what
        it has written.
        """
        written: list[list[int]] = [[] for _ in prompts]
        # What may take longest first, so that it does not run on alone; then long prompts together.
        waiting = sorted(range(len(prompts)), key=lambda n: (-new_tokens[n], -len(prompts[n])))
        live: list[int] = []
        while waiting or live:
            if waiting and len(live) <= self.rows // 2:
                # As many as fit into one pass.
                size = max(1, self.reads // max(len(prompts[n]) for n in waiting))
                size = min(size, self.rows - len(live))
                news, waiting = waiting[:size], waiting[size:]
                best = self._read([prompts[number] for number in news], first=len(live))
                live += news
            else:
                news = live
                columns = [len(prompts[n]) + len(written[n]) - 1 for n in live]
                best = self._next([written[n][-1] for n in live], columns)
            for number, token in zip(news, best, strict=True):
                written[number].append(token)
            gone = {n for n in news if len(written[n]) >= new_tokens[n] or ends(written[n])}
            live = self._without(gone, live)
        return written

    def _without(self, gone: set[int], live: list[int]) -> list[int]:
        """`live` without those that are gone, whose rows those at the end take over."""
        left = len(live) - len(gone)
        holes = [place for place in range(left) if live[place] in gone]
        movers = [place for place in range(left, len(live)) if live[place] not in gone]
        if holes:
            for layer in self.cache.layers:
                layer.move(movers, holes)
        live = list(live)
        for hole, mover in zip(holes, movers, strict=True):
            live[hole] = live[mover]
        return live[:left]

    def _read(self, prompts: Sequence[Sequence[int]], *, first: int) -> list[int]:
        """Fill rows from `first` on with `prompts`; the likeliest token behind each."""
        self.places.reading = first
        sizes = torch.tensor([len(prompt) for prompt in prompts])
        tokens = torch.zeros((len(prompts), int(sizes.max())), dtype=torch.long)
        for row, prompt in zip(tokens, prompts, strict=True):
            row[: len(prompt)] = torch.tensor(prompt)
        # Padding on the right is invisible to causal attention, and overwritten later.
        length = tokens.shape[1]
        mask = torch.ones((1, 1, length, length), dtype=torch.bool).tril()
        positions = torch.arange(length).expand(len(prompts), -1)
        return self._best(tokens, positions, mask, sizes - 1)

    def _next(self, tokens: list[int], lengths: list[int]) -> list[int]:
        """The likeliest token behind `tokens`, which stand at the columns `lengths`."""
        columns = torch.tensor(lengths)
        self.places.reading, self.places.width = None, max(lengths) + 1
        self.places.columns = columns.to(self.model.device)
        seen = torch.arange(self.places.width) <= columns[:, None]
        last = torch.zeros_like(columns)
        return self._best(
            torch.tensor(tokens)[:, None], columns[:, None], seen[:, None, None], last
        )

    def _best(
        self,
        tokens: torch.Tensor,
        positions: torch.Tensor,
        sees: torch.Tensor,
        columns: torch.Tensor,
    ) -> list[int]:
        device = self.model.device
        hidden = self.model.base_model(
            input_ids=tokens.to(device),
            attention_mask=attention_mask(self.model, sees),
            position_ids=positions.to(device),
            past_key_values=self.cache,
            use_cache=True,
        ).last_hidden_state
        rows = torch.arange(len(tokens), device=device)
        logits = self.model.get_output_embeddings()(hidden[rows, columns.to(device)])
        return logits.argmax(-1).tolist()


def bytes_per_token(model: "PreTrainedModel") -> int:
    """What the keys and values of one token take."""
    config = model.config
    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    values = 2 * config.num_hidden_layers * config.num_key_value_heads * width
    return values * model.dtype.itemsize


def attention_mask(model: "PreTrainedModel", sees: torch.Tensor) -> torch.Tensor:
    """Who sees whom as the model's attention takes it: bool, or numbers to add to its scores."""
    sees = sees.to(model.device)
    if model.config._attn_implementation == "sdpa":
        return sees
    mask = torch.zeros(sees.shape, dtype=model.dtype, device=model.device)
    return mask.masked_fill_(~sees, torch.finfo(model.dtype).min)
