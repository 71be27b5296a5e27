"""The corridor room, goal: a declared target against the statistics, the deals and what they predict."""
