find = zoek, vind
    .summary = vinden waarheen je iemand kunt doorverwijzen
    .usage = zoek <wat nodig is> [gemeente:…] [doelgroep:…] [taal:…] [niveau:0-5]
    .example = zoek psycholoog voor jongere gemeente:Elsene
    .ask-query = Wat zoek je, en voor wie? Zeg het in je eigen woorden, bijvoorbeeld ‘psycholoog voor een jongere in Elsene’.
    .option-commune = gemeente
    .option-audience = doelgroep
    .option-language = taal
    .option-level = niveau
    .option-page = pagina
    .option-without = zonder
find-wrong-level = Het zorgniveau is een getal van 0 (preventie) tot 5 (ziekenhuis, crisis); ik las ‘{ $said }’.
find-found = { $total ->
    [one] Eén dienst gevonden.
   *[other] { NUMBER($total) } diensten gevonden.
}
find-found-some = { NUMBER($total) } diensten gevonden; dit zijn { $first } tot { $last }.
find-none =
    Voor ‘{ $query }’ vond ik niets in de gids.
    Probeer andere woorden: wat er nodig is, voor wie, in welke gemeente.
find-near = Niets past helemaal. Dit komt in de buurt:
find-understood = Begrepen: { $parts }
find-unanswerable-place = Geen dienst bekend voor { $part }: dit is zonder die voorwaarde.
find-unanswerable-audience = Geen dienst bekend voor deze doelgroep ({ $part }): dit is zonder die voorwaarde.
find-unanswerable-language = Geen enkele dienst vermeldt deze taal ({ $part }): dit is zonder die voorwaarde.
find-unanswerable-level = Geen dienst bekend op dit zorgniveau ({ $part }): dit is zonder die voorwaarde.
find-unanswerable-service = Geen dienst bekend van deze soort ({ $part }): dit is zonder die voorwaarde.
find-unanswerable-need = Geen dienst bekend voor deze behoefte ({ $part }): dit is zonder die voorwaarde.
find-choice-show = Details { $number }
find-choice-more = Meer
find-choice-compare = { $count ->
    [2] De eerste twee vergelijken
   *[other] De eerste { $count } vergelijken
}
find-choice-lift = { $part } ✕

entry-commune = { $nl }
entry-for = voor { $audiences }
entry-speaks = talen: { $languages }
entry-level = zorgniveau { $level }
entry-contact = Contact
entry-no-contact = Contact onbekend
entry-source = Bron
entry-verified = nagekeken op { $day }
entry-unverified = niet nagekeken
