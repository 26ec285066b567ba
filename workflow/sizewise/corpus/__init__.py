"""Natural text: fetched from pinned archives, cleaned, split by document, freed of duplicates."""
