"""Random tokens that come twice: what attention heads do with them, and what it is worth.

The tokens are drawn from the whole vocabulary, as the paper does, or from the words of the planted
language, which training shows again and again in this role: a circuit may serve the one and not the
other.

A sequence is the opening token, n random tokens, and the same n again: positions 0, 1 … n and
n + 1 … 2n. Nothing but the first occurrence can predict the second, so that the loss on it shows
in-context copying alone (Olsson et al. 2022, arXiv 2209.11895).
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from sizewise.probes.config import Probes
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import Item
from sizewise.study.formats.keys import VOCABULARY, WORDS
from sizewise.study.formats.knobs import LOOKUP, NEW_LANGUAGE

FAMILY = NEW_LANGUAGE
# The paper's in-context score: loss at the 500th minus loss at the 50th token of 512, a mean over
# very many texts. Here each is a mean over neighbours, ten tokens to both sides.
_EARLY, _LATE = (40 / 512, 60 / 512), (490 / 512, 510 / 512)


@dataclass(frozen=True, kw_only=True)
class Heads:
    """Scores of one layer's heads, one value a sequence and head: (sequences, heads)."""

    prefix_matching: np.ndarray
    previous_token: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Losses:
    """Nats a token, one value a sequence."""

    first: np.ndarray
    """Mean over the first occurrence, without its first token."""
    second: np.ndarray
    """Mean over the second occurrence of the same tokens: its first one nothing can predict."""
    early: np.ndarray
    """Mean around the in-context score's 50th token of 512, scaled to the sequence."""
    late: np.ndarray
    """Mean around its 500th."""


def merged_ids(tokenizer: PreTrainedTokenizerBase) -> np.ndarray:
    """Ids that stand for two bytes or more, ascending: the training text holds what they stand for.

    Of the single bytes of a byte-level vocabulary many are in no text, and what a model does with
    an embedding that was never trained says nothing.
    """
    special = set(tokenizer.all_special_tokens)
    vocabulary = tokenizer.get_vocab().items()
    return np.array(sorted(i for text, i in vocabulary if len(text) > 1 and text not in special))


def word_ids(tokenizer: PreTrainedTokenizerBase, items: list[Item]) -> np.ndarray:
    """Ids of the words that look-up items offer as answers and that are one token, ascending."""
    words = {choice for item in items if item.kind == LOOKUP for choice in item.choices}
    encoded = tokenizer(sorted(words), add_special_tokens=False)["input_ids"] if words else []
    return np.array(sorted({ids[0] for ids in encoded if len(ids) == 1}), dtype=int)


def samples(
    tokenizer: PreTrainedTokenizerBase, items: list[Item], settings: Probes
) -> dict[str, np.ndarray]:
    """Token ids of `repeated_tokens` by what they are drawn from, of a study's items and knobs.

    WORDS are left out where too few of them are single tokens, or the family is not in the mix.
    Raises StudyError where the vocabulary is too small.
    """
    pools = {
        VOCABULARY: (merged_ids(tokenizer), settings.repeat_tokens),
        WORDS: (word_ids(tokenizer, items), settings.repeat_words),
    }
    ids, repeat = pools[VOCABULARY]
    if len(ids) < repeat:
        raise StudyError(
            f"probes.repeat_tokens: {repeat} different tokens are asked for, the vocabulary has "
            f"{len(ids)} that are longer than a byte; use fewer"
        )
    return {
        name: repeated_tokens(
            ids, opening=tokenizer.bos_token_id, sequences=settings.sequences, repeat=repeat,
            seed=settings.seed,
        )
        for name, (ids, repeat) in pools.items()
        if len(ids) >= repeat
    }  # fmt: skip


def repeated_tokens(
    ids: np.ndarray, *, opening: int, sequences: int, repeat: int, seed: int
) -> np.ndarray:
    """(sequences, 2 * repeat + 1): the token `opening`, then `repeat` of `ids`, twice.

    No id stands twice inside an occurrence. The same for every model that shares the tokenizer.
    """
    rng = np.random.default_rng([seed, repeat])
    half = np.stack([rng.choice(ids, repeat, replace=False) for _ in range(sequences)])
    first = np.full((sequences, 1), opening)
    return np.concatenate([first, half, half], axis=1)


def head_scores(attention: torch.Tensor, repeat: int) -> Heads:
    """Scores from attention weights (sequences, heads, tokens, tokens), rows attend to columns.

    prefix_matching: mean weight from a token of the second occurrence to the token that followed
    it in the first one (Olsson et al. 2022, "prefix matching score"); previous_token: mean weight
    from a token to the one before it, over all tokens but the first.
    """
    back = torch.diagonal(attention, offset=-(repeat - 1), dim1=-2, dim2=-1)
    # Rows repeat - 1 … 2 repeat lie on that diagonal; the second occurrence starts at repeat + 1.
    prefix = back[..., 2:].float().mean(dim=-1)
    previous = torch.diagonal(attention, offset=-1, dim1=-2, dim2=-1).float().mean(dim=-1)
    return Heads(
        prefix_matching=prefix.cpu().double().numpy(),
        previous_token=previous.cpu().double().numpy(),
    )


def even_scores(repeat: int) -> dict[str, float]:
    """Scores of a head that attends evenly to all tokens before it and to its own."""
    share = 1 / np.arange(1, 2 * repeat + 2)
    return {
        "prefix_matching": float(share[repeat + 1 :].mean()),
        "previous_token": float(share[1:].mean()),
    }


def score_positions(tokens: int) -> tuple[slice, slice]:
    """Positions (from 0) of the tokens whose losses make the in-context score of a sequence."""
    ends = [[max(round(share * tokens), 1) for share in part] for part in (_EARLY, _LATE)]
    early, late = (slice(min(first, tokens - 1), min(last + 1, tokens)) for first, last in ends)
    return early, late


def losses(logits: torch.Tensor, ids: torch.Tensor, repeat: int) -> Losses:
    """Losses from logits (sequences, tokens, vocabulary) of `ids` (sequences, tokens)."""
    by_token = functional.cross_entropy(
        logits[:, :-1].float().transpose(1, 2), ids[:, 1:], reduction="none"
    )
    by_token = by_token.cpu().double().numpy()
    # Column t - 1 holds the loss of the token at position t.
    early, late = (slice(s.start - 1, s.stop - 1) for s in score_positions(ids.shape[1]))
    return Losses(
        first=by_token[:, 1:repeat].mean(axis=1),
        second=by_token[:, repeat + 1 :].mean(axis=1),
        early=by_token[:, early].mean(axis=1),
        late=by_token[:, late].mean(axis=1),
    )


def read_repeats(
    model: PreTrainedModel, ids: np.ndarray, *, batch_sequences: int
) -> tuple[list[Heads], Losses]:
    """One entry a layer, and the losses, of all `ids` (from `repeated_tokens`)."""
    repeat = (ids.shape[1] - 1) // 2
    heads, nats = [], []
    with torch.inference_mode():
        for batch in torch.from_numpy(ids).split(batch_sequences):
            batch = batch.to(model.device)
            output = model(input_ids=batch, use_cache=False, output_attentions=True)
            heads.append([head_scores(weights, repeat) for weights in output.attentions])
            nats.append(losses(output.logits, batch, repeat))
    layers = [
        Heads(**{name: np.concatenate([getattr(h, name) for h in layer]) for name in _HEADS})
        for layer in zip(*heads, strict=True)
    ]
    return layers, Losses(**{n: np.concatenate([getattr(x, n) for x in nats]) for n in _LOSSES})


_HEADS, _LOSSES = tuple(Heads.__annotations__), tuple(Losses.__annotations__)
