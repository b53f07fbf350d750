"""Commands for people who work with many: groups, phones in the room, cohorts, the browser."""
