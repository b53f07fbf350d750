"""The words between people and values: names of actions and pillars, days, numbers."""
