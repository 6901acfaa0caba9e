### Wat alleen Matrix te zeggen heeft.

matrix-choose-room-reaction = Reageer met het nummer, of antwoord op dit bericht met het nummer.
matrix-choose-room-number = Antwoord op dit bericht met het nummer.
matrix-choose-direct-reaction = Antwoord met het nummer, of reageer ermee.
matrix-choose-direct-number = Antwoord met het nummer.
matrix-choice-private = { $label } (privé)
matrix-write-privately = Voor wat privé is, schrijf me rechtstreeks:
matrix-again = (Misschien hebt u dit al ontvangen.)
matrix-unreadable = Ik kon uw versleutelde bericht niet lezen: de sleutel heeft me niet bereikt. Kunt u het opnieuw sturen?
matrix-file-not-sent = Ik kon het bestand „{ $name }” niet sturen: het is te groot voor deze server.
