"""What-if: scenarios as curves beside the real log."""
