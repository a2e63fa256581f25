"""The pages of the room Scoring: year board, league, cards, rules, what was published, where numbers come from."""
