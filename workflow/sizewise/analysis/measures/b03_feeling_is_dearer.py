"""Is feeling dearer? How divergence from the true labels falls with size, diffuse and crisp."""

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import Measured
from sizewise.analysis.data.vocabulary import DEDUCTIONS, FEELINGS
from sizewise.analysis.methods.diffuse import NEVER, SHARE, contrast
from sizewise.analysis.methods.slopes import span

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
    price = f"; for {SHARE:.0%} of the reachable gain "
    if max(needed) < NEVER:
        price += f"feelings need {10 ** (needed[0] - needed[1]):.2g} times deductions' parameters"
    else:
        flat = [one.family for one, x in zip(both.pairs[0], needed, strict=True) if x >= NEVER]
        price += f"no size is enough by this law for {' and '.join(flat)}"
    return Measured(
        estimate=fast - slow,
        samples=fasts - slows,
        finding=(
            f"divergence from the true labels is {span(inputs, chosen, feeling.divergence[sizes])} "
            f"nats for feelings (exponent {slow:.2f}) and "
            f"{span(inputs, chosen, deduction.divergence[sizes])} for deductions (exponent "
            f"{fast:.2f}){price}"
        ),
        sizes=chosen,
        curve=feeling.divergence[sizes] / deduction.divergence[sizes],
        curve_samples=feeling.samples[:, sizes] / deduction.samples[:, sizes],
        families=(FEELINGS, DEDUCTIONS),
    )
