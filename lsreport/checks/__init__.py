"""Rules about submissions and figures. Findings are returned as data, never raised or stored."""
