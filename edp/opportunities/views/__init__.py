"""Pages of opportunity cards: reading them, writing one, merging and splitting."""
