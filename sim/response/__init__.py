"""How the four pillars grow with what is done and fade without."""
