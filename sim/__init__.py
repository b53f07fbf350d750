"""How the four pillars of the Social Selling Index grow and fade.

Stands alone: knows nothing of terminals, journals on disk or clicks.  Importing the package
costs nothing; `sim.terms` has the words, the other modules the model.
"""

import os

# Before numpy is loaded: on a small shared machine two threads took 50 times as long as one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
