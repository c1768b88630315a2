"""What people press and read: the wizard, the doctor, settings, help."""
