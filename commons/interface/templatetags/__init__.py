"""`{% load birge %}`."""
