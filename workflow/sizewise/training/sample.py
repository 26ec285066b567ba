"""A few words of the trained model, for the eye: the quickest sign that something was learnt."""

import contextlib
from pathlib import Path

import torch
from tokenizers import Tokenizer

from sizewise.training.engine import Engine

_TOKENS = 24


def sample(engine: Engine, tokenizer: Path) -> str | None:
    """The beginning of a document, each token the likeliest one, quoted on one line.

    None where there is none to show: no process holds the whole model, the tokenizer has no token
    that opens a document, or anything else went wrong. A look at a finished training must not
    cost it.
    """
    with contextlib.suppress(Exception), torch.inference_mode():
        config = engine.model.config
        opening = config.eos_token_id if config.bos_token_id is None else config.bos_token_id
        ids = [opening]
        for _ in range(min(_TOKENS, config.max_position_embeddings - 1)):
            ids.append(int(engine.logits(torch.tensor([ids]))[0, -1].argmax()))
            if ids[-1] == config.eos_token_id:
                break
        text = Tokenizer.from_file(str(tokenizer / "tokenizer.json")).decode(ids)
        return repr(text)
    return None
