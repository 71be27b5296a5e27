"""Corridor room, money: amounts with their currency, rates with their source, conversion that loses nothing."""
