### Wat het gesprek zelf zegt.

role-nobody = anoniem
role-participant = deelnemer
role-facilitator = begeleider
role-coordinator = coördinator
role-admin = beheerder

not-allowed = Daarvoor heb je in dit overleg de rol ‘{ $role }’ nodig. Een beheerder kan je die geven.
direct-only = Dat kan alleen in een rechtstreeks bericht, niet in een kamer. Schrijf me privé.

wrong-usage = Zo zeg je het: { $prefix }{ $usage }
wrong-example = Bijvoorbeeld: { $prefix }{ $example }
wrong-option = De optie ‘{ $said }:’ ken ik niet. Bedoel je ‘{ $near }:’?
wrong-number = Ik verwachtte een getal en las ‘{ $said }’.
wrong-extra = Het einde begreep ik niet: ‘{ $said }’.

unknown-near = { $said } ken ik niet. Bedoel je:
unknown-command = { $said } ken ik niet. { $help } toont wat je kunt zeggen.

form-hint = ({ $stop } om te stoppen)
form-leave = Stoppen

choice-closed = Deze keuze is gesloten. Stel je vraag opnieuw, alsjeblieft.
choice-not-yours = Deze keuze is niet voor jou.
choice-exposed = Een reactie is ook buiten deze kamer zichtbaar, dus heb ik die van u niet meegeteld. Antwoord liever { $number } op mijn bericht.
choice-private = Dat blijft onder ons: schrijf me privé.
too-long =
    Dat bericht is te lang voor mij (meer dan { NUMBER($limit) } tekens). Ik heb er niets van bewaard.
    Zeg het in een paar woorden, bijvoorbeeld: psycholoog voor jongere in Elsene
nothing-said = Daar kon ik niets in lezen. Zeg me wat je zoekt, bijvoorbeeld ‘psycholoog voor jongere in Elsene’, of { $help }.
greetings = hallo, hoi, goeiedag, goedendag, goedemorgen, goeiemorgen, dag, goedenavond, bedankt, dank je, dankjewel, dank u, oké
greeting = Tot je dienst! Zeg me wat je zoekt en voor wie, bijvoorbeeld ‘psycholoog voor jongere in Elsene’. { $help } toont wat je nog kunt zeggen.
file-unused = Ik heb het bestand gekregen, maar ik kan er hier niets mee doen. Ik heb het niet bewaard.
file-too-large = Dat bestand kon ik niet aannemen: ik neem ze aan tot { NUMBER($limit) } MB.
failed = Er liep iets mis aan mijn kant. Er is niets veranderd: probeer het gerust opnieuw.
database-down = Ik kan even niet aan mijn gegevens, en ik heb je bericht niet bewaard. Probeer het over enkele minuten opnieuw.
private-waiting = { $name }, ik heb een privébericht voor u. Schrijf me, dan stuur ik het u.
private-open = Schrijf me
