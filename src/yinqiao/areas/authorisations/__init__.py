"""代办授权: whom a person lets act in the portal, for what and until when; given and taken back."""
