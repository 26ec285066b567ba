"""What analysis reads, as arrays, and how it is resampled. Imports no other part of analysis."""
