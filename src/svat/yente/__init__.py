"""Yente: the lists behind yente's HTTP interface, and a yente server as one more source for the gate."""
