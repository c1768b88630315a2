"""What goes to Discord's REST: two guards that keep the bot from being blocked there."""

from bot.outbound.actions import Action
from bot.outbound.breaker import Breaker, Refusal
from bot.outbound.gate import Gate
from bot.outbound.guards import Guards, RefusedError

__all__ = ["Action", "Breaker", "Gate", "Guards", "Refusal", "RefusedError"]
