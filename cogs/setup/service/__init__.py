"""Use cases of setup: settings, the wizard, the doctor, the notice."""
