"""The one exception that a user's mistake raises."""


def printable(text: str) -> str:
    """`text` with what no terminal shows written as escapes: line breaks, controls, directions."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )


class StudyError(Exception):
    """Something that the user can put right.

    The message is one line: what is wrong, where (file, key or job), and what to do. The command
    line prints it without a stack trace and exits with status 2. Names of files, keys and items in
    it are other people's: whatever they hold, it stays one line.
    """

    def __str__(self) -> str:
        """The message; line breaks and controls in it as escapes."""
        return printable(super().__str__())


def one_line(error: BaseException) -> str:
    """The first line of an exception's message, or its kind; controls in it as escapes."""
    return printable((str(error).strip().splitlines() or [type(error).__name__])[0])


def system_said(error: OSError) -> str:
    """What the system refused, in one line: the path, its reason, what to do."""
    where = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or one_line(error)
    return f"{where}{reason}; put it right (space, permission, path) and run the command again"
