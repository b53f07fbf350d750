"""What is written, in which order it reaches the disk, and what is said of it."""
