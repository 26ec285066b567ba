"""Alternative text: what a reader hears who cannot see a figure."""


def alt_text(title: str, drawn: str) -> str:
    """The finding first, then what is drawn: `title` and `drawn` as sentences.

    W3C's advice on complex images: a short text says what the image shows, and the data stand
    elsewhere on the page (here a linked table).
    """
    return f"{title}. {drawn}" if drawn else f"{title}."
