"""sizewise: what does model size buy, on the same data?

A study as a workflow. Every room is a package whose only knowledge of the rooms before it is the
files that they leave (docs/architecture.md):

    corpus, world -> stream -> training -> evaluation, probes -> analysis -> report
"""

__version__ = "0.1.0"
