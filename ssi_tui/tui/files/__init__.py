"""Files that come into the journal or leave it, as the app reads, names and shows them."""
