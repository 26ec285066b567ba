"""Practice questions as token ids, with what is true of each label."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import PRACTICE, Item
from sizewise.study.formats.names import practice_file


@dataclass(frozen=True, kw_only=True)
class Questions:
    """All practice questions of a family, in the order of their file."""

    names: list[str]
    """(question,) item_id."""
    labels: list[str]
    """(label,) texts, in alphabetical order, each with the space that joins it to a prompt."""
    ids: np.ndarray
    """(question, token) int64 prompts, each opened by the first special token; shorter ones are
    filled up behind their end, which no position before it can see."""
    last: np.ndarray
    """(question,) position of a prompt's last token, behind which the label stands."""
    label_ids: np.ndarray
    """(label,) int64 token of each label."""
    right: np.ndarray
    """(question,) int64 index of the likeliest label."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def exact_rewards(self) -> np.ndarray:
        """(question, label) float64: one for the likeliest label, zero for the others."""
        return np.eye(len(self.labels))[self.right]


def read_questions(world: Path, family: str, tokenizer: Path) -> Questions:
    """The questions of `family` in folder `world` for the tokenizer in folder `tokenizer`.

    Raises StudyError where there are none, where they do not offer the same labels, and where a
    label is no single token.
    """
    file = world / practice_file(family)
    items = list(PRACTICE.read(file))
    labels = sorted({choice for item in items for choice in item.choices})
    if not items or any(sorted(item.choices) != labels for item in items):
        raise StudyError(f"{file}: its questions do not offer the same labels; run `world` again")
    encode = _encoder(tokenizer)
    prompts = [encode(item.prompt) for item in items]
    longest = max(map(len, prompts))
    ids = np.zeros((len(items), longest), dtype=np.int64)
    for row, prompt in enumerate(prompts):
        ids[row, : len(prompt)] = prompt
    return Questions(
        names=[item.item_id for item in items],
        labels=labels,
        ids=ids,
        last=np.array([len(prompt) - 1 for prompt in prompts]),
        label_ids=_label_ids(encode, items[0], prompts[0], labels, tokenizer),
        right=np.array([labels.index(item.choices[item.answer]) for item in items]),
    )


def _encoder(folder: Path):
    """Token ids of a text behind the tokenizer's first special token."""
    settings = read_json(folder / "tokenizer_config.json")
    opening = settings["bos_token"]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    first = tokenizer.token_to_id(opening["content"] if isinstance(opening, dict) else opening)
    return lambda text: [first, *tokenizer.encode(text, add_special_tokens=False).ids]


def _label_ids(
    encode, item: Item, prompt: Sequence[int], labels: Sequence[str], tokenizer: Path
) -> np.ndarray:
    """(label,) the token that each label is behind a prompt."""
    found = []
    for label in labels:
        whole = encode(item.prompt + label)
        if whole[:-1] != list(prompt):
            raise StudyError(
                f"{tokenizer}: the label{label} is no single token behind a question, and answers "
                "to a reward are one token; raise stream.vocabulary_size, or leave out the arms "
                "that have a `reward`"
            )
        found.append(whole[-1])
    return np.array(found, dtype=np.int64)
