"""The same questions, put to a ladder that somebody else trained."""
