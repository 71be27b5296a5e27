"""The candidates room: which offers and needs could trade, before law and ranking."""
