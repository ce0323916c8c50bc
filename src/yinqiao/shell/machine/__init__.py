"""The root of the machine interface: who is let in, which rooms answer, what it says about itself."""
