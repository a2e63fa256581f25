"""The pages of the ledger: the list, a commitment, its forms, its breakdown, exports and imports."""
