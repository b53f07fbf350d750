"""The live slide: curves that a room guesses, turns and doubts; for decks and for What-if."""
