"""People: accounts, roles with their scope and days, invitations, sign-in."""
