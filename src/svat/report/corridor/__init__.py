"""Report: the page on a corridor: goal, potential, debt, register and settlement, each with its sources."""
