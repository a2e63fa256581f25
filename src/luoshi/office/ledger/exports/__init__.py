"""The ledger as files: Excel, Word, JSON Lines."""
