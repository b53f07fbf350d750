"""What a person plans: cadences, events and the files that hold them."""
