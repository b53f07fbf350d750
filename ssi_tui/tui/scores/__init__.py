"""Scores: readings, what explains them, and what the model learned."""
