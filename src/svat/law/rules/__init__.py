"""Law, rules: what trade rules say, as data read row by row."""
