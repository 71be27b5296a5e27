"""`python -m svat` is the svat command."""

from svat.cli import main

main()
