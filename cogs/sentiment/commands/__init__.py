"""Commands and menus of sentiment."""
