"""Law, names: comparing one name with every listed name, losing none that the comparison itself would keep."""
