"""Is feeling dearer? How divergence from the true labels falls with size, diffuse and crisp."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.methods.diffuse import NEVER, SHARE, contrast
from sizewise.analysis.methods.slopes import both_ends
from sizewise.study.messages import Message

CLAIM = "B3"


def measure(inputs: Inputs) -> Measured:
    """Deductions' exponent minus feelings': positive where feelings fall more slowly with size.

    The curve is feelings' divergence over deductions', size by size: rising where the exponents
    differ so.
    """
    both = contrast(inputs)
    sizes, n = both.sizes, inputs.log_parameters
    feeling, deduction = both.pairs[0]
    (slow, slows), (fast, fasts) = (one.exponent(n, sizes) for one in (feeling, deduction))
    chosen = [inputs.sizes[i] for i in sizes]
    needed = [one.log_parameters(n, sizes)[0] for one in (feeling, deduction)]
    if max(needed) < NEVER:
        price = Message("b3-price", {"share": SHARE, "times": 10 ** (needed[0] - needed[1])})
    else:
        flat = [one.family for one, x in zip(both.pairs[0], needed, strict=True) if x >= NEVER]
        price = Message("b3-no-size", {"share": SHARE, "families": flat})
    return Measured(
        estimate=fast - slow,
        samples=fasts - slows,
        finding=price,
        beside=[Message("b3-finding", {
            "feelings_power": -slow, "deductions_power": -fast,
            **both_ends(
                chosen, feelings=feeling.divergence[sizes], deductions=deduction.divergence[sizes]
            ),
        })],
        sizes=chosen,
        curve=feeling.divergence[sizes] / deduction.divergence[sizes],
        curve_samples=feeling.samples[:, sizes] / deduction.samples[:, sizes],
        families=(FEELINGS, DEDUCTIONS),
    )  # fmt: skip
