"""Where the widgets of the first frame stand; the others bring theirs when they are first shown."""

CSS = """
Screen { overflow: hidden; }
#tabs, #keys, #notice { height: 1; }
ContentSwitcher, Room, #habits { height: 1fr; }
#too-small { display: none; }
Main.-too-small > * { display: none; }
Main.-too-small > #too-small { display: block; }
#heading { height: 2; }
#form { height: auto; }
#next { height: 1; }
"""
