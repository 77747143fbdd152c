"""From a search to an appraised set of documents."""
