"""The one exception that a user's mistake raises."""


class StudyError(Exception):
    """Something that the user can put right.

    The message is one line: what is wrong, where (file, key or job), and what to do. The command
    line prints it without a stack trace and exits with status 2.
    """
