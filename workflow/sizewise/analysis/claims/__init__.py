"""From a measured effect and the register to a verdict."""
