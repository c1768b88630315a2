"""The simulated Discord and the made-up community that lives in it."""
