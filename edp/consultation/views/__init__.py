"""Pages of a public consultation: rating, results, replies, “you said, we did”."""
