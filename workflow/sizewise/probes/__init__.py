"""A look inside every checkpoint: induction heads, and directions in the residual stream."""
