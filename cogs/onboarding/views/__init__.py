"""What people see and press while they are new."""
