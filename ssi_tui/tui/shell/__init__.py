"""What the rooms share: frame, forms, dialogs, lists, and what they may ask of the app."""
