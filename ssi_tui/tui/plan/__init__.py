"""Plan: a score and a date, the week that gets there, and how it goes."""
