"""The one formatter of numbers: text, tables and figures print through it, so they agree.

An estimate shows two significant digits of its uncertainty (half the width of its interval) and
the same decimals in the value and both ends. A number without uncertainty shows three significant
digits. A minus is the typographic one.
"""

import math

NONE = "–"
_THOUSANDS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def fixed(value: float, decimals: int) -> str:
    """A number with so many decimals: `1,234.50`."""
    value = round(value, decimals) + 0.0  # + 0.0: no "-0.00"
    return f"{value:,.{max(decimals, 0)}f}".replace("-", "−")


def _absent(value: float | None) -> bool:
    return value is None or not math.isfinite(value)


def plain(value: float | None, digits: int = 3) -> str:
    """A number without uncertainty: `digits` significant digits, whole numbers in full."""
    if _absent(value):
        return NONE
    if value == 0:
        return "0"
    if float(value).is_integer() and abs(value) < 1e8:
        return fixed(value, 0)
    if abs(value) >= 1e5:
        return short(value)
    exponent = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    if exponent < -4:
        return f"{value:.{digits - 1}e}".replace("-", "−")
    return fixed(value, max(digits - 1 - exponent, 0))


def short(value: float) -> str:
    """A count in plain letters, for axes: 512, 25k, 0.8M, 7B. At most three digits."""
    for unit, letter in _THOUSANDS:
        # 0.8M reads better than 800k; 500 stays 500.
        if abs(value) >= unit * (0.5 if letter != "k" else 1):
            return f"{float(f'{value / unit:.3g}'):g}{letter}".replace("-", "−")
    return f"{float(f'{value:.3g}'):g}".replace("-", "−")


def decimals(low: float, high: float) -> int:
    """Decimals that show two significant digits of half the interval's width."""
    half = (high - low) / 2
    if not half > 0:
        return 3
    # Rounded first, so that 0.0996 counts as 0.10.
    exponent = math.floor(math.log10(float(f"{half:.1e}")))
    return min(max(1 - exponent, 0), 6)


def estimate(
    value: float | None, low: float | None, high: float | None, unit: str | None = None
) -> str:
    """`0.431 [0.391, 0.472] unit`. Without an interval: the value alone, and it says so."""
    if _absent(value):
        return NONE
    tail = f" {unit}" if unit else ""
    if _absent(low) or _absent(high):
        return f"{plain(value)}{tail} (no interval)"
    places = decimals(low, high)
    return f"{fixed(value, places)} [{fixed(low, places)}, {fixed(high, places)}]{tail}"


def share(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """A share as percent: `43.1 % [39.1, 47.2]`."""
    if _absent(value):
        return NONE
    if _absent(low) or _absent(high):
        return f"{plain(100 * value, 2)} %"
    places = decimals(100 * low, 100 * high)
    ends = f"[{fixed(100 * low, places)}, {fixed(100 * high, places)}]"
    return f"{fixed(100 * value, places)} % {ends}"


def times(ratio: float) -> str:
    """A factor: `3.1×`, `33×`."""
    return f"{float(f'{ratio:.2g}'):g}×".replace("-", "−")
