"""The section `corpus`."""

from typing import Annotated

from pydantic import Field, field_validator

from sizewise.study.sections import ASIDE, Section


class HubSource(Section):
    """A data set in the layout of the Hugging Face hub, read as a stream."""

    path: str
    """name on the hub, or a local folder in the hub's layout"""
    name: str | None
    """configuration of the data set, null for the default"""
    revision: str | None
    """commit of the data set; null only for local folders"""
    split: str
    """split that is read"""
    text_column: str
    """column that holds the text"""
    max_bytes: int = Field(gt=0)
    """UTF-8 bytes that are read, of files drawn by hash; each part of corpus.parts reads its
    share"""


class Corpus(Section):
    """Natural text: where it is kept and how it is split."""

    cache: Annotated[str | None, ASIDE]
    """folder for downloaded archives, shared by studies; null for $SIZEWISE_CACHE or
    ~/.cache/sizewise"""
    seed: int = Field(ge=0)
    """seed of the split into train and held-out documents"""
    domain_bytes: int = Field(gt=0)
    """UTF-8 bytes of text kept from each natural domain at most, whole documents drawn by seed
    (hub domains have max_bytes)"""
    held_out_share: float = Field(gt=0, lt=0.5)
    """share of each domain's bytes held out, whole documents"""
    held_out_bytes: int = Field(gt=0)
    """UTF-8 bytes of held-out text that are evaluated, a domain"""
    near_duplicate_similarity: float = Field(gt=0, le=1)
    """Jaccard similarity of 5-word shingles from which a training document counts as a copy of a
    held-out one and is dropped (MinHash)"""
    parts: int = Field(gt=0)
    """parts that the text of hub domains is read in, each a job that holds its part in memory (a
    few hundred MB is a good size); decides which text is read"""
    hub: dict[str, HubSource]
    """further domains read from the hub, by name"""

    @field_validator("hub")
    @classmethod
    def _hub_is_pinned(cls, hub: dict[str, HubSource]) -> dict[str, HubSource]:
        for domain, source in hub.items():
            local = source.path.startswith((".", "/", "~"))
            if source.revision is None and not local:
                raise ValueError(
                    f"{domain}: no revision; pin the data set's commit so that every run reads "
                    "the same text"
                )
        return hub
