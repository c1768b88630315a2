"""Who was active when: the projection that most figures stand on."""
