"""How a message is carried and never lost: inbox, dispatcher, outbox, sender."""
