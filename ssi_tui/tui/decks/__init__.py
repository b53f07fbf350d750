"""Decks for a room: slides whose curves are live, the speaker's notes, and phones that guess."""
