"""Pictures of verdicts, ranks and grades, as Altair charts."""
