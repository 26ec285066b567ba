"""Text of others on a terminal."""


def printable(text: str, kept: str = "") -> str:
    """`text` with what no terminal shows written as escapes: line breaks, controls, directions.

    They could drive the terminal. Characters of `kept` stay as they are.
    """
    return "".join(
        c if c.isprintable() or c in kept else c.encode("unicode_escape").decode("ascii")
        for c in text
    )
