"""Reality held against the document: what the event log says about each rule and step."""
