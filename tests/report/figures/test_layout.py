"""What a settled drawing shows of its ticks."""

import numpy as np
from sizewise.report import figures, numbers


def test_tick_labels_are_thinned_evenly(parse):
    def crowded(canvas):
        (axes,) = canvas.panels(1)
        values = [2.0**k for k in range(20)]
        axes.plot(values, values)
        figures.count_axis(axes, values)

    narrow = figures.render(crowded, name="x", alt="x")[1]
    shown = [e.text for e in parse(narrow).iter("text")]
    powers = [numbers.short(2.0**k) for k in range(20)]
    kept = [powers.index(text) for text in shown if text in powers]
    assert 2 < len(kept) < 20
    assert len(set(np.diff(sorted(kept)))) == 1
