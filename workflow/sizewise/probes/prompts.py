"""Questions about the same entities in the same words, with and without a source's tag.

The items of the family sources ask about some entities in some words. Here every entity is asked
about in all of these words, under each tag and under none: a crossed design, in which what an
entity, a source and a phrasing add to a residual can be told apart.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import numpy as np

from sizewise.study.errors import StudyError
from sizewise.study.formats.items import Item
from sizewise.study.formats.knobs import RELATION, SOURCE, SOURCES, SWAPPED, TAGGED, UNTAGGED
from sizewise.study.formats.names import items_file

FAMILY = SOURCES
_FILE = items_file(FAMILY)
_WORD = re.compile(r"[A-Z]\w+")


@dataclass(frozen=True, kw_only=True)
class Design:
    """Prompts (entity, frame, tag), flattened in this order."""

    entities: list[str]
    """Ids, in the order of their drawing."""
    sources: tuple[str, str]
    """The two tags; the third case is a prompt without a tag."""
    frames: int
    """Phrasings."""
    prompts: list[str]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Entities, frames, and tags: first source, second source, none."""
        return len(self.entities), self.frames, 3


def _names(prompts: dict[str, set[str]]) -> dict[str, str]:
    """The word by which each entity's prompts call it: in all of its own and in no other's."""
    users = defaultdict(set)
    for entity, texts in prompts.items():
        for word in set().union(*(_WORD.findall(text) for text in texts)):
            users[word].add(entity)
    names = {}
    for entity, texts in prompts.items():
        shared = set.intersection(*(set(_WORD.findall(text)) for text in texts))
        own = [word for word in shared if users[word] == {entity}]
        if len(own) != 1:
            raise StudyError(
                f"{_FILE}: {len(own)} words name {entity} in all of its prompts and no other "
                "entity; run the job `world` again"
            )
        names[entity] = own[0]
    return names


def crossed(items: list[Item], *, entities: int, seed: int) -> Design | None:
    """The design from the family's items; None where they hold too little for a split in halves.

    At most `entities` are drawn, by seed. Needed are four entities, two phrasings and two sources.
    """
    items = [item for item in items if item.kind in (TAGGED, SWAPPED, UNTAGGED)]
    sources = tuple(sorted({item.knobs[SOURCE] for item in items}))
    prompts, facts, relation = defaultdict(set), defaultdict(dict), {}
    for item in items:
        prompts[item.entity_id].add(item.prompt)
    if len(prompts) < 4 or len(sources) != 2:
        return None
    names = _names(prompts)
    for item in items:
        own = sources.index(item.knobs[SOURCE])
        tag = {TAGGED: own, SWAPPED: 1 - own, UNTAGGED: 2}[item.kind]
        facts[item.fact_id][tag] = item.prompt.replace(names[item.entity_id], "\0")
        relation[item.fact_id] = item.knobs.get(RELATION, "")
    # Phrasings of one relation lie side by side, so that every other one has each relation.
    whole = {(relation[i], *(f[tag] for tag in range(3))) for i, f in facts.items() if len(f) == 3}
    frames = [frame[1:] for frame in sorted(whole)]
    if len(frames) < 2:
        return None
    order = np.random.default_rng(seed).permutation(len(prompts))[:entities]
    chosen = [sorted(prompts)[i] for i in order]
    return Design(
        entities=chosen,
        sources=sources,
        frames=len(frames),
        prompts=[
            frame[tag].replace("\0", names[entity])
            for entity, frame, tag in product(chosen, frames, range(3))
        ],
    )
