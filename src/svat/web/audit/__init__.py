"""Audit: who did what when, from which data version: a chain that nothing is taken out of."""
