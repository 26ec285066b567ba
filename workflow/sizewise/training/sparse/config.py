"""The section `sparse`: what training a mixture of experts asks beside the dense recipe."""

from pydantic import Field

from sizewise.study.sections import Section


class Sparse(Section):
    """How a mixture of experts is trained, beside the recipe of its arm."""

    balance_coefficient: float = Field(ge=0)
    """weight of the router's load-balancing loss beside the loss of the next token"""
