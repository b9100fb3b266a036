"""Background work of this part: ids in, one operation."""
