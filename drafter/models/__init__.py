"""Models on the user's own machine: the catalogue, where they are kept, and how they are fetched."""
