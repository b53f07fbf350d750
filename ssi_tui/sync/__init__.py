"""One journal on several machines, by way of a folder that something else carries around."""
