"""Every planted question, what each size answered at each checkpoint, what training said of it.

`answers` and `passages` read what evaluation, world and stream left; `files` writes data that a
page loads from disk; `build` is the job `items`.
"""
