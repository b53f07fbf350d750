"""Settings: what can be chosen, and where things lie."""
