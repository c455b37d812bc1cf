"""What can be done with requests for introductions; verbs flush, the request commits."""

from app.introductions.services import holdings
from app.introductions.services.answering import accept, decline, redirect, take
from app.introductions.services.asking import ask, withdraw

__all__ = ["accept", "ask", "decline", "holdings", "redirect", "take", "withdraw"]
