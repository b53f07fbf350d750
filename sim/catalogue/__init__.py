"""What each kind of action is worth, why, and which source says so."""
