"""A hand-out: one self-contained page for one person, to read on a phone or on one sheet."""
