"""Forms, rounds, figures: asked for once."""
