"""Corridor room, debt: what is owed between the two states, its instalments, its use and its checked sums."""
