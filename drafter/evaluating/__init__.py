"""Measuring drafter over cases: reading them, deciding, checking and drafting, comparing, and showing the result."""
