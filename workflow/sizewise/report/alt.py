"""Alternative text: what a reader hears who cannot see a figure."""

from sizewise.study.messages import Message, say


def alt_text(title: Message, drawn: Message | None) -> Message:
    """The finding first, then what is drawn: `title` as a clause and `drawn` as a sentence.

    W3C's advice on complex images: a short text says what the image shows, and the data stand
    elsewhere on the page (here a linked table).
    """
    if drawn is None:
        return say("alt-title", title=title)
    return say("alt-drawn", title=title, drawn=drawn)
