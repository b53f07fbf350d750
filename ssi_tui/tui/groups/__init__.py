"""Groups: the people of a workshop or a team, side by side."""
