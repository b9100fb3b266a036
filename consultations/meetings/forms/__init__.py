"""Forms of what comes before a meeting."""
