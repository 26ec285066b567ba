"""What travels with artifacts, so that a clone that pulls them knows whether they are current."""
