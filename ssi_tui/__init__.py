"""A habit tracker for LinkedIn's Social Selling Index, in the terminal, on your own disk."""

__version__ = "0.1.0"

import os

# Before numpy is loaded: on a small shared machine two threads took 50 times as long as one.  Only
# this program's own process: whoever uses `sim` as a library decides for themselves.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
