"""Elections in the Pabulib format, in and out."""
