"""走访安排: rounds at the door that are taken to a telephone, recorded without a network, and handed in item by item."""
