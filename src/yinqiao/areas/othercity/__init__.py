"""Another city: people who live there, sent to it as signed and sealed packages, and received from it."""
