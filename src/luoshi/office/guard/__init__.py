"""Who may do what: actions, roles, scopes, the table of permissions, and the one way in which anything is changed."""
