"""Pure rules of recognition: blocks, XP, levels, places."""
