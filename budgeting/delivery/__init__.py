"""From contract to opening: what becomes of the winners, in public."""
