"""Text, official identifiers: what they are called, how two are compared, and their check digits: one table for all."""
