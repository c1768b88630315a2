"""What the operator sees: logs, metrics and the health endpoint."""
