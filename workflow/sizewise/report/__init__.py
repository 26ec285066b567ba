"""What is read: chapters (executed notebooks) and the index, as pages that need no network.

`chapter` is what a notebook imports; `figures`, `findings` and `numbers` help it to draw, to
title and to print. `execute` runs a notebook, `site` turns it into a page and builds the index.
"""
