"""`{% load people %}`."""
