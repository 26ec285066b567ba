"""Handovers: what one room writes and another reads, a module a table or file.

A table's columns, types, meanings and units are declared once, here; the room that writes it and
the rooms that read it check it against that declaration. docs/files.md is generated from it.

Tables are parquet and declared with pandera on pyarrow tables, files of JSON lines are pydantic
models. Measured with pandera 0.35.0 on one core: its import adds 0.29 s to that of pyarrow (most
of it is pandas, which it loads), a check of four columns takes 5 ms for 4,096 rows, and that of a
whole ledger of 10 million rows 0.3 to 0.5 s, where its writing takes 9 s and what stands before and
behind it minutes to hours. A key costs most: 2.3 s for 10 million numbers, 4 s for the seven
columns of a million answers. Tables that are written or read in pieces have none checked.
"""
