"""What is assumed of people before anybody's readings."""
