"""How a request is read, one module for each form it may come in."""
