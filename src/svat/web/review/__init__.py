"""Review: hits to decide with their evidence, rulings, exemptions, caps, answers and owners: the case file."""
