"""Shared ground of every room that trains: what a training needs beside its model and its step.

Nothing here knows a model, a loss or a room; what differs comes in as a parameter or a protocol.

`allocation` is what SLURM gave, `launch` starts a process a device, `processes` joins them,
`command` is the frame of a command that trains. `batches` opens the stream and shares a batch out.
`agreement` is what processes decide together, `signals` how they are told to stop, `hash_chain` the
proof of what was read. `folder`, `states`, `position` and `log` survive a kill, `exports` and
`outputs` are what later rooms read.
"""
