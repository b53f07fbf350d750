"""Many people at once: groups, races of strategies, hand-outs, phones that join, and cohorts."""
