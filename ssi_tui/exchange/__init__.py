"""Everything that comes into the journal or goes out of it, other than by hand."""
