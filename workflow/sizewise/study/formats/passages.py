"""held_out.jsonl: passages of natural text that no training sees."""

from typing import Literal, get_args

from pydantic import Field

from sizewise.study.formats.lines import Line, Lines
from sizewise.study.formats.names import PASSAGES

Half = Literal["dense", "sparse"]
HALVES = get_args(Half)


class Passage(Line):
    """One passage."""

    domain: str = Field(description="natural domain")
    work: str = Field(description="play, book, module …")
    text: str = Field(min_length=1, description="the passage")
    emotion: float | None = Field(
        default=None,
        description="mean strength of the words in VADER's lexicon, 0 to 4; null in domains whose "
        "works carry no feeling",
    )
    half: Half | None = Field(
        default=None,
        description="place in its pair, two passages of one work that are alike in length and "
        "unigram difficulty; null outside pairs",
    )
    pair: str | None = Field(
        default=None, description="name of the pair, the same for its two passages; null outside"
    )


FILE: Lines[Passage] = Lines(
    name=PASSAGES,
    folder="corpus/",
    job="corpus",
    meaning="A line is a passage of held-out text. `item_id` is the document and the number of the "
    "piece in it.",
    kind=Passage,
)
