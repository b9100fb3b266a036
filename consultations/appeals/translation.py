"""Official texts of this part, in the three languages."""
