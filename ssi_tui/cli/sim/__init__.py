"""`ssi sim`: what scenarios would do to the score, as text, tables and pictures."""
