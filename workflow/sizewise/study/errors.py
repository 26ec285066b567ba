"""The one exception that a user's mistake raises."""


class StudyError(Exception):
    """Something that the user can put right.

    The message is one line: what is wrong, where (file, key or job), and what to do. The command
    line prints it without a stack trace and exits with status 2.
    """


def one_line(error: BaseException) -> str:
    """The first line of an exception's message, or its kind."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def system_said(error: OSError) -> str:
    """What the system refused, in one line: the path, its reason, what to do."""
    where = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or one_line(error)
    return f"{where}{reason}; put it right (space, permission, path) and run the command again"
