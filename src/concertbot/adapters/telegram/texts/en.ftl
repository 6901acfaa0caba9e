telegram-again = Perhaps already received:
