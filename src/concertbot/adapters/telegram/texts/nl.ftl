telegram-again = Misschien al ontvangen:
