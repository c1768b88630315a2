"""Buttons, menus and forms of recognition."""
