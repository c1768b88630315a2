"""What people see and press: embeds, views, modals, confirmations, pages, direct messages."""
