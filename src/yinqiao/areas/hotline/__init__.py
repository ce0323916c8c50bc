"""12345 orders: taken in, answered back, and clusters of the same complaint found before they are a petition."""
