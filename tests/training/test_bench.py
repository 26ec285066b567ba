"""Where the time of a training step goes."""

import pytest
from sizewise.training.bench import parts_of


def operation(name, seconds, flops=0):
    return {"name": name, "seconds": seconds, "flops": flops}


OPERATIONS = [
    operation("aten::mm", 3.0, 6e9),
    operation("aten::addmm", 1.0, 2e9),
    operation("aten::_scaled_dot_product_flash_attention_for_cpu_backward", 2.0, 9e9),
    operation("## Call CompiledFxGraph fjail ##", 1.0),
    operation("Optimizer.step#AdamW.step", 0.5),
    operation("aten::linalg_vector_norm", 0.25),
    operation("aten::fill_", 0.25),
]


def test_operations_fall_into_kinds_and_products_are_held_against_the_peak():
    """8 GFLOP in 4 s are 2 GFLOP/s, half of a peak of 4; what attention counts is not theirs."""
    parts = parts_of(OPERATIONS, peak=4e9)
    assert parts[0] == ("products of matrices, at 50% of the peak", pytest.approx(4 / 8))
    assert parts[1] == ("attention", pytest.approx(2 / 8))
    assert parts[-1] == ("all else", pytest.approx(0.25 / 8))
    assert dict(parts)["update of the weights and clipping"] == pytest.approx(0.75 / 8)
    assert sum(share for _, share in parts) == pytest.approx(1)


def test_a_step_without_products_has_no_rate():
    assert parts_of([operation("aten::fill_", 1.0)], peak=4e9) == [("all else", 1.0)]
