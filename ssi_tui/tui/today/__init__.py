"""Today: what is done and due, logged with one key."""
