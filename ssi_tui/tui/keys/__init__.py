"""All keys of the app: what they do, in the key row, the help and the palette; a module a room."""
