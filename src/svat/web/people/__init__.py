"""People: the council, its corridors, members and their roles, invitations, sign-in."""
