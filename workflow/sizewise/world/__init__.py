"""The planted world: documents whose facts, counts and contexts are known, and items about them.

`families/` holds one module a family; the tools that they share lie beside it.
"""
