"""The machine interface as its page tells it: a server, a key, and the commands of the page."""
