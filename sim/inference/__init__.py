"""What one person's log and readings say of the response model's parameters."""
