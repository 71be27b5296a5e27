"""Corridor room, settlement: deals in three currencies, exposure, netting; an account is kept, nothing is paid."""
