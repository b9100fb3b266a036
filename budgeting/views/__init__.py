"""Pages of rounds, projects, reviews and appeals."""
