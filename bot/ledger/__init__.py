"""What happened: facts, the writer, projections, rebuilding and forgetting."""
