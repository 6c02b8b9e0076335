"""drafter: polite, professional replies to connection requests and messages, and never a pitch."""
