"""From item-level results to tables, fits and verdicts.

Reads what evaluation and training left (docs/architecture.md) and nothing of other rooms' code.
"""
