"""Law, proof: verdicts as signed documents in a chained log, from which they can be computed again."""
