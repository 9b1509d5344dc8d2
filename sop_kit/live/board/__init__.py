"""The board of the live workshop: the document's swimlane, to be drawn on together."""
