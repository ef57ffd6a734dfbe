"""Teams that work together or could: their grounds, and the network of a whole scope."""
