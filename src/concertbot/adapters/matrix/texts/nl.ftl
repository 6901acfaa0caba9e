### Wat alleen Matrix te zeggen heeft.

matrix-choose-room-reaction = Om te kiezen: reageer met het nummer, of antwoord op dit bericht met het nummer.
matrix-choose-room-number = Om te kiezen: antwoord op dit bericht met het nummer.
matrix-choose-direct-reaction = Om te kiezen: stuur het nummer, of reageer ermee.
matrix-choose-direct-number = Om te kiezen: stuur het nummer.
matrix-choice-private = { $label } (privé)
matrix-write-privately = Wat privé is, kiest u onder ons. Schrijf me:
matrix-again = (Misschien hebt u dit bericht al ontvangen.)
matrix-unreadable = Ik kon uw versleutelde bericht niet lezen: de sleutel is niet aangekomen. Kunt u het opnieuw sturen?
matrix-file-not-sent = Ik kon het bestand ‘{ $name }’ niet sturen: het is te groot voor deze server.
