"""How the four pillars of the Social Selling Index grow and fade.

Stands alone: knows nothing of terminals, journals on disk or clicks.  Importing the package
costs nothing; `sim.terms` has the words, the other modules the model.
"""
