"""What comes in and goes out: found, shown before it is written."""
