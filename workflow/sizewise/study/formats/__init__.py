"""Handovers: what one room writes and another reads, a module a table or file.

A table's columns, types, meanings and units are declared once, here; the room that writes it and
the rooms that read it check it against that declaration. docs/files.md is generated from it.

Tables are parquet and declared with pandera on pyarrow tables, files of JSON lines are pydantic
models. Measured with pandera 0.35.0 on one core: its import adds 0.29 s to that of pyarrow (most
of it is pandas, which it loads), the check of ten columns takes 5 ms for 4,096 rows and 0.2 to
0.35 s for a ledger of 10 million rows, whose writing takes 2.7 s and whose training takes hours.
A key costs more, 0.15 s a million rows; tables that are written in pieces have none checked.
"""
