"""What is read: chapters (executed notebooks) and the index, as pages that need no network.

`chapter` is what a notebook imports; `figures`, `findings` and `numbers` help it to draw, to
title and to print. `execute` runs a notebook, `site` turns it into a page and builds the index.
`declared_tables` and `declared_claims` say what a chapter reads, without running it.
"""

from sizewise.report.declarations import declared_claims, declared_tables

__all__ = ["declared_claims", "declared_tables"]
