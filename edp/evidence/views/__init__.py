"""Views of the evidence of a round and of the library."""
