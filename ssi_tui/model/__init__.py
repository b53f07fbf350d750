"""What is logged: values only, no files, no clock, no toolkit."""
