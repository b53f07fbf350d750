"""A nudge once a day, by the system's own scheduler: nothing of ours runs in between."""
