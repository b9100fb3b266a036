"""What the benchmarks of voting share: a database of their own, a town that votes, a server."""
