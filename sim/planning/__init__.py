"""What to do: the cheapest week that reaches a score, and the next best action."""
