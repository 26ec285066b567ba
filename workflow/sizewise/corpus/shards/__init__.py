"""Text of hub data sets, read in parts: each part a job, whatever the machines and their number.

    files     1 job    the data set's files, drawn by hash and dealt to S parts
    read      S jobs   a part's passages, training and held out, with digests
    held_out  1 job    exact copies; an index of all held-out text
    screen    S jobs   a part without copies and without what resembles held-out text
    gather    1 job    held-out items, manifest

S (`corpus.parts`) decides which text is read, and nothing else does: not the number of jobs that
run side by side, not the machines. A job holds one part in memory, or the held-out text, and never
the whole. Natural domains from archives, which are small, are one more part of the screening.
"""
