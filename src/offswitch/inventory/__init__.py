"""The controls on the pages that a run visits, and what changed there."""
