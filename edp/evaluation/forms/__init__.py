"""Forms of the evaluation: setting up, scoring by evaluators, deciding."""
