### Wat de console rond het gesprek zegt.

console-welcome =
    concertbot, in deze terminal. Zeg wat u zoekt, bijvoorbeeld ‘psycholoog voor jongere in Elsene’, of ‘hulp’.
    :hulp toont hoe u andere mensen en andere kamers speelt; Ctrl-D om te stoppen.
console-help =
    :as nadia         spreken als Nadia
    :room ct2         spreken in de kamer ct2 (begin in een kamer met ! of met @concertbot)
    :dm               rechtstreeks tegen de bot spreken
    :who              wie er is, met rol en taal
    :clock 2026-12-01T09:00   de klok op dat moment stilzetten
    :file pad         een bestand sturen
    2                 keuze nummer 2 nemen
    :quit             stoppen
console-unknown = ‘{ $said }’ ken ik niet. :hulp toont wat er bestaat.
console-no-file = Er is geen bestand { $path }.
console-no-clock = Dat moment begreep ik niet: ‘{ $said }’. Bijvoorbeeld: :clock 2026-12-01T09:00
console-clock = De klok staat stil op { $day } om { $time }.
console-who = In deze terminal
console-nobody = Nog niemand. Zeg iets.
console-choices = Keuzes
