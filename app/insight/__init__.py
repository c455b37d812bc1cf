"""Pages that read everything and own no rule: home, search, coverage, the portfolio report."""
