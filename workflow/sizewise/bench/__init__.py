"""Speed, measured side by side in one run, and the page that says how it came out."""
