"""One line for a mistake: which key, what is wrong, which keys there are."""

from typing import Literal

import pytest
from pydantic import RootModel, ValidationError, model_validator
from sizewise.study.explain import explain, nearest
from sizewise.study.sections import Section


class Leaf(Section):
    """Innermost."""

    width: int
    """how wide"""


class Leaves(RootModel[dict[str, Leaf]]):
    """By name."""


class Tree(Section):
    """All kinds of places where a block can stand."""

    kind: Literal["oak", "pine"]
    """which"""
    leaf: Leaf
    """itself"""
    row: list[Leaf]
    """in a list"""
    named: dict[str, Leaf]
    """in a mapping"""
    leaves: Leaves
    """in a model that is a mapping"""
    maybe: Leaf | None
    """or none"""

    @model_validator(mode="after")
    def _tall(self) -> "Tree":
        if self.leaf.width > 9:
            raise ValueError("the leaf is\ntoo wide")
        return self


GOOD = {"kind": "oak", "leaf": {"width": 1}, "row": [{"width": 1}], "named": {"a": {"width": 1}},
        "leaves": {"a": {"width": 1}}, "maybe": {"width": 1}}  # fmt: skip
BAD = {"width": 1, "with": 2}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kidn": 1}, "unknown key kidn; did you mean 'kind'?"),
        ({"zzz": 1}, "unknown key zzz; known keys: kind, leaf, row, named, leaves, maybe"),
        ({"leaf": BAD}, "unknown key leaf.with; did you mean 'width'?"),
        ({"row": [GOOD["leaf"], BAD]}, "unknown key row.1.with; did you mean 'width'?"),
        ({"named": {"b": BAD}}, "unknown key named.b.with; did you mean 'width'?"),
        ({"leaves": {"b": BAD}}, "unknown key leaves.b.with; did you mean 'width'?"),
        ({"maybe": BAD}, "unknown key maybe.with; did you mean 'width'?"),
        ({"leaf": {}}, "key leaf.width is missing; tree.yaml shows every key"),
        ({"kind": "elm"}, "kind: Input should be 'oak' or 'pine'"),
        ({"leaf": {"width": 10}}, "the leaf is too wide"),
    ],
)
def test_a_mistake_is_one_line(change, said):
    with pytest.raises(ValidationError) as caught:
        Tree.model_validate(GOOD | change)
    assert explain(caught.value, Tree, example="tree.yaml") == said


def test_a_key_is_named_from_the_top_of_the_file():
    with pytest.raises(ValidationError) as caught:
        Leaf.model_validate({"width": "x", "more": 1})
    assert explain(caught.value, Leaf, within="wood.leaf").startswith("wood.leaf.width: ")
    with pytest.raises(ValidationError) as caught:
        Leaf.model_validate({"width": 1, "more": 1})
    said = "unknown key wood.leaf.more; docs/configuration.md lists the keys of this block"
    assert explain(caught.value, within="wood.leaf") == said


def test_the_nearest_name_is_near():
    assert nearest("trian", ["train", "sweep"]) == "train"
    assert nearest("lunch", ["train", "sweep"]) is None
