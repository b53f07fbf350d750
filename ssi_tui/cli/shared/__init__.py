"""What the command groups have in common."""
