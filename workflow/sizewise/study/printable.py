"""Text of others on one line of a terminal."""


def printable(text: str) -> str:
    """`text` with what no terminal shows written as escapes: line breaks, controls, directions."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )
