"""LinkedIn's archive, as its member downloads it: read, counted per day, and forgotten."""
