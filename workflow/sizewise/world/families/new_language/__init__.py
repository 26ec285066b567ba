"""New language: rules, maps and labels that only the prompt tells.

Four kinds of documents, all of invented words:

- *rules*: examples "input > output" of one hidden rule, another in every document;
- *look-ups*: a small map, key and value side by side, and its keys asked again and again;
- *labels*: known words with their label, always the same in training; a share of the documents
  gives other words random labels, another share calls the two classes by other names;
- *repeats*: a random sequence of words, told again. Only these let induction heads form early
  (Olsson et al. 2022, arXiv 2209.11895), and a probe measures them; they have no items.

Items ask rules of words that no rule of training had (A10), maps (A9, A10), and labels as they are
in training or all flipped (A11; Wei et al. 2023, arXiv 2303.03846).
"""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from sizewise.study.sections import Section, Share
from sizewise.world.families.new_language.plan import NAME, NewLanguagePlan
from sizewise.world.families.new_language.rules import LEAST_WORDS, RULES, TOKENS_AN_EXAMPLE
from sizewise.world.families.new_language.words import KNOWN
from sizewise.world.family import Family, ascending
from sizewise.world.labels import LABELS

# Word, value and comma.
_TOKENS_A_PAIR = 3
Count = Annotated[int, Field(ge=1)]
Range = Annotated[list[Count], Field(min_length=2, max_length=2)]


class NewLanguage(Section):
    """Knobs of the new language: rules, maps, labels and repeats that only the prompt tells."""

    lookup_share: Share = Field(description="share of the documents that are look-ups")
    labels_share: Share = Field(description="share of the documents that tell labels")
    repeat_share: Share = Field(
        description="share of the documents that repeat random words; rules are what is left"
    )
    rules: list[Literal["order", "echo", "agreement", "mapping"]] = Field(
        description="rules of documents and items, each equally often", min_length=1
    )
    rule_examples: Range = Field(
        description="fewest and most examples of a rule document; twice as many of echoes and "
        "agreements, which are shorter"
    )
    held_out_words: int = Field(
        ge=LEAST_WORDS,
        le=len(LABELS) - LEAST_WORDS,
        description=f"words, of {len(LABELS)}, that no rule of training has; items have no others",
    )
    shots: list[int] = Field(
        description="examples that a rule item shows; an agreement can be told from two on"
    )
    lookup_pairs: Range = Field(description="fewest and most keys of a look-up document")
    lookup_length: Count = Field(
        description="pairs that a look-up document writes: every key once, then keys at random"
    )
    pairs: list[int] = Field(description="keys of a look-up item")
    known_words: int = Field(
        ge=4, le=len(KNOWN), multiple_of=2, description="words with a label, half of them each"
    )
    label_examples: Range = Field(description="fewest and most words of a label document")
    nonce_share: Share = Field(
        description="share of the label documents that give other words random labels and ask "
        "for them again: what makes reading labels from the prompt a skill to learn"
    )
    renamed_share: Share = Field(
        description="share of the label documents that call the two classes by two words of the "
        "document (symbol tuning)"
    )
    label_shots: list[int] = Field(
        description="words with labels that a label item shows, half of them each"
    )
    repeat_words: Range = Field(description="fewest and most words of a repeated sequence")
    repeat_times: Range = Field(description="fewest and most times that it is written")
    rule_items: int = Field(
        ge=0,
        description="items for each rule and number of shots; of agreements for even numbers alone",
    )
    lookup_items: int = Field(ge=0, description="items for each number of pairs")
    label_items: int = Field(
        ge=0, description="items for each number of shots, each asked with usual and flipped labels"
    )

    @field_validator("shots", "pairs", "label_shots")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @field_validator("rules")
    @classmethod
    def _named_once(cls, rules: list[str]) -> list[str]:
        if len(set(rules)) < len(rules):
            raise ValueError("names a rule twice; name each once")
        # The order of the list means nothing, so it may not change what is written.
        return sorted(rules, key=RULES.index)

    @field_validator("rule_examples", "lookup_pairs", "label_examples", "repeat_words",
                     "repeat_times")  # fmt: skip
    @classmethod
    def _in_order(cls, ends: list[int]) -> list[int]:
        if ends[0] > ends[1]:
            raise ValueError(f"fewest {ends[0]} is more than most {ends[1]}; swap them")
        return ends

    @field_validator("rule_examples", "lookup_pairs", "repeat_times")
    @classmethod
    def _at_least_two(cls, ends: list[int]) -> list[int]:
        if ends[0] < 2:
            raise ValueError("with one there is nothing to tell from it; use at least 2")
        return ends

    @model_validator(mode="after")
    def _possible(self) -> "NewLanguage":
        taken = self.lookup_share + self.labels_share + self.repeat_share
        if taken > 1:
            raise ValueError(
                f"lookup_share, labels_share and repeat_share add up to {taken:.3g}; lower one "
                "until they are at most 1"
            )
        others = self.nonce_share + self.renamed_share
        if others > 1:
            raise ValueError(
                f"nonce_share and renamed_share add up to {others:.3g}; lower one until they are "
                "at most 1"
            )
        most = max(*self.lookup_pairs, *self.pairs)
        if 2 * most > len(LABELS):
            raise ValueError(
                f"pairs {most} need {2 * most} words, there are {len(LABELS)}; use fewer"
            )
        if self.pairs[0] < 2:
            raise ValueError("pairs 1 leaves nothing to choose from; use at least 2")
        if self.lookup_length < self.lookup_pairs[1]:
            raise ValueError(
                f"lookup_length {self.lookup_length} is less than lookup_pairs "
                f"{self.lookup_pairs[1]}; every key has to be written once"
            )
        if any(shots % 2 for shots in self.label_shots):
            raise ValueError("label_shots must be even, half of them each label; correct the list")
        if self.label_shots[-1] + 2 > self.known_words:
            raise ValueError(
                f"label_shots {self.label_shots[-1]} and the word that is asked need "
                f"{self.label_shots[-1] + 2} known_words, there are {self.known_words}; use more"
            )
        if self.label_examples[1] > self.known_words:
            raise ValueError(
                f"label_examples {self.label_examples[1]} is more than known_words "
                f"{self.known_words}; a document names each word once"
            )
        if self.repeat_words[1] > len(LABELS):
            raise ValueError(
                f"repeat_words {self.repeat_words[1]} is more than the {len(LABELS)} words there "
                "are; use fewer"
            )
        return self


def _least_tokens(knobs: NewLanguage) -> int:
    return max(
        TOKENS_AN_EXAMPLE * (knobs.shots[-1] + 1),
        _TOKENS_A_PAIR * (1 + max(knobs.pairs[-1], knobs.label_shots[-1])),
    )


FAMILY = Family(
    name=NAME,
    summary="rules, maps and labels that only the prompt tells; repeats (A9, A10, A11)",
    knobs=NewLanguage,
    plan=NewLanguagePlan,
    check=lambda knobs, budget, seed: None,
    least_tokens=_least_tokens,
)
