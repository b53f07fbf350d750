"""The slide: curves for a projector, revealed one by one."""
