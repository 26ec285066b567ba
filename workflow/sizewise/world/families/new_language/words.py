"""The words of the new language: invented, and parted into what training shows of them."""

from sizewise.world.labels import LABELS
from sizewise.world.randomness import generator

# Words whose labels training tells. None of them is one of the LABELS.
_KNOWN = """
bado beki bufa dago deki dilo fami fodu gelo gika hamo hevi jelo joba kamu keno lami lide meko miva
nade nolu pamo peli rado rila samo seku tako teli vamu vike zaru zepo zino zuga bime dova fegi gudi
hilo juno kipa lozu muke naso pedo ruvi"""
KNOWN = tuple(_KNOWN.split())
USUAL = ("woto", "zemi")
"""The two labels of training, by class."""


def parted(seed: int, held_out: int) -> tuple[list[str], list[str]]:
    """LABELS as words of rules in training and words held out from them (`held_out` of them)."""
    order = generator(seed, "new_language", "parts").permutation(len(LABELS)).tolist()
    words = [LABELS[i] for i in order]
    return words[held_out:], words[:held_out]


def classes(seed: int, count: int) -> tuple[list[str], list[str]]:
    """`count` of the KNOWN words in two classes of equal size; class i has the label USUAL[i]."""
    order = generator(seed, "new_language", "known").permutation(len(KNOWN)).tolist()
    words = [KNOWN[i] for i in order[:count]]
    return words[: count // 2], words[count // 2 :]
