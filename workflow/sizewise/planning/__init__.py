"""From the size of a rung to what its jobs ask of a cluster."""
