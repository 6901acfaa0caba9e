### Wat het gesprek zelf zegt.

role-nobody = anoniem
role-participant = deelnemer
role-facilitator = begeleider
role-coordinator = coördinator
role-admin = beheerder

not-allowed = Daarvoor hebt u in dit overleg de rol ‘{ $role }’ nodig. Een beheerder kan u die geven.
direct-only = Dit blijft tussen ons, niet in een kamer. Schrijf me privé.

wrong-usage = Zo schrijft u het: { $prefix }{ $usage }
wrong-example = Bijvoorbeeld: { $prefix }{ $example }
wrong-option = De optie ‘{ $said }:’ ken ik niet. Bedoelt u ‘{ $near }:’?
wrong-number = Ik verwachtte een getal en las ‘{ $said }’.
wrong-extra = Het einde begreep ik niet: ‘{ $said }’.

unknown-near = { $said } ken ik niet. Bedoelt u:
unknown-command = { $said } ken ik niet. { $help } toont wat u kunt zeggen.

form-hint = ({ $stop } om te stoppen)
form-leave = Stoppen

choice-closed = Deze keuze is gesloten. Stel uw vraag opnieuw, alstublieft.
choice-not-yours = Deze keuze is niet voor u.
choice-exposed = Een reactie is ook buiten deze kamer zichtbaar, dus heb ik die van u niet meegeteld. Antwoord liever { $number } op mijn bericht.
choice-private = Dat blijft onder ons: schrijf me privé.
too-long =
    Dat bericht is te lang voor mij (meer dan { NUMBER($limit) } tekens). Ik heb er niets van bewaard.
    Zeg het in een paar woorden, bijvoorbeeld: psycholoog voor jongere in Elsene
nothing-said = Ik kon uw bericht niet lezen. Zeg me wat u zoekt, bijvoorbeeld ‘psycholoog voor jongere in Elsene’, of { $help }.
greetings = hallo, hoi, goeiedag, goedendag, goedemorgen, goeiemorgen, dag, goedenavond, bedankt, dank je, dankjewel, dank u, oké
greeting = Tot uw dienst! Zeg me wat u zoekt en voor wie, bijvoorbeeld ‘psycholoog voor jongere in Elsene’. { $help } toont wat u nog kunt zeggen.
file-unused = Ik heb het bestand ontvangen, maar ik kan er hier niets mee doen. Ik heb het niet bewaard.
file-too-large = Dat bestand kon ik niet aannemen: ik neem ze aan tot { NUMBER($limit) } MB.
failed = Er liep iets mis aan mijn kant. Er is niets veranderd: probeer het gerust opnieuw.
database-down = Ik kan even niet bij mijn gegevens, en ik heb uw bericht niet bewaard. Probeer het over enkele minuten opnieuw.
private-waiting = { $name }, ik heb een privébericht voor u. Schrijf me, dan stuur ik het u.
private-open = Schrijf me
