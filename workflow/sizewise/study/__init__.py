"""The ground floor: config types, the ladder, claims, names and identity of artifacts.

Imports nothing else of ours; every other room may import it.
"""
