"""Tables of other trackers: days in rows, actions in columns."""
