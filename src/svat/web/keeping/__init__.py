"""Keeping: copies of an installation, put back elsewhere; the database brought to this version after one."""
