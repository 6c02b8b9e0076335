"""How the stance is decided: what is read, which signals speak, how they are weighed."""
