"""Profiles: the people whose journals are kept."""
