"""What is on the pages that a run visits, and what is new there."""
