"""What the blocks of a chapter tell the index, beside their HTML in the executed notebook."""

from typing import Any

from sizewise.study.messages import Message

RECORD = "application/vnd.sizewise.report+json"
"""MIME type of such a record."""


def records(executed: Any) -> list[dict[str, Any]]:
    """The records of an executed notebook, in order."""
    return [
        output["data"][RECORD]
        for cell in executed["cells"]
        for output in cell.get("outputs", [])
        if RECORD in output.get("data", {})
    ]


def lead_of(executed: Any) -> Message | None:
    """The sentence that answers the chapter, or None where it has none."""
    leads = (Message.from_json(record["lead"]) for record in records(executed) if "lead" in record)
    return next(leads, None)


def shown_in(executed: Any, language: str) -> list[str]:
    """The HTML of the blocks of an executed notebook in a language, in order."""
    found = []
    for cell in executed["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                # A notebook's file may hold a text as a list of lines.
                text = data["text/html"]
                own = text if isinstance(text, str) else "".join(text)
                found.append(data.get(RECORD, {}).get("editions", {}).get(language, own))
    return found
