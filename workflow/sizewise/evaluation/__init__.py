"""What the checkpoints can do: lm-eval over the item files, results item by item."""
