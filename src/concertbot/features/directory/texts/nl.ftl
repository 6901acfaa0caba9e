find = zoek, vind
    .summary = vinden waarheen u iemand kunt doorverwijzen
    .usage = zoek <wat nodig is> [gemeente:…] [doelgroep:…] [taal:…] [niveau:0-5]
    .example = zoek psycholoog voor jongere gemeente:Elsene
    .ask-query = Wat zoekt u, en voor wie? Zeg het in uw eigen woorden, bijvoorbeeld ‘psycholoog voor een jongere in Elsene’.
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
find-unmet-place = Geen van deze diensten is in { $part } of zegt er te komen.
find-unmet-audience = Geen van deze diensten vermeldt deze doelgroep ({ $part }).
find-unmet-language = Geen van deze diensten vermeldt deze taal ({ $part }).
find-choice-show = Details { $number }
find-choice-more = Meer
find-choice-compare = { $count ->
    [2] De eerste twee vergelijken
   *[other] De eerste { $count } vergelijken
}
find-choice-lift = { $part } ✕

entry-for = voor { $audiences }
entry-speaks = talen: { $languages }
entry-level = zorgniveau { $level }
entry-contact = Contact
entry-no-contact = Contact onbekend
entry-source = Bron
entry-verified = nagekeken op { $day }
entry-unverified = niet nagekeken

show = steekkaart
    .summary = alles zien wat over een dienst bekend is
    .usage = steekkaart <nummer of naam>
    .example = steekkaart 2
    .ask-service = Welke dienst? Geef het nummer dat u net zag, of de naam.
show-unknown = Ik vind geen dienst ‘{ $said }’.
show-nothing-shown = Ik heb u hier nog niets getoond: nummer { $said } ken ik dus niet. Zoek eerst iets.
show-not-so-many = { $count ->
    [one] Ik toonde u maar één dienst; nummer { $said } is er niet.
   *[other] Ik toonde u maar { $count } diensten; nummer { $said } is er niet.
}
show-retired = Deze dienst staat niet meer in zijn bron: ga na of hij nog bestaat voor u iemand doorverwijst.
show-alert = Let op
show-also-called = Ook bekend als
show-organisation = Organisatie
show-address = Adres
show-phone = Telefoon
show-email = E-mail
show-web = Website
show-hours = Openingsuren
show-transport = Bereikbaarheid
show-accessibility = Toegankelijkheid
show-interpreters = Tolken
show-documents = Mee te brengen
show-capacity = Plaatsen
show-modified = Steekkaart gewijzigd
show-unknown-points = Onbekend
show-choice-card = Contactkaart

card = contactkaart
    .summary = een dienst als contact krijgen, voor in uw telefoon
    .usage = contactkaart <nummer>
    .example = contactkaart 2
    .ask-service = Welke dienst? Geef het nummer dat u net zag.
card-which = Ik heb het nummer nodig van een dienst die u net zag; ik las ‘{ $said }’.
card-sent = Dit is de contactkaart van ‘{ $name }’. Open ze om ze aan uw contacten toe te voegen.
card-alt = Contactkaart: { $name }

compare = vergelijk
    .summary = twee of drie diensten vergelijken, punt voor punt
    .usage = vergelijk <nummer> <nummer> [nummer]
    .example = vergelijk 1 3
    .ask-services = Welke diensten? Geef twee of drie van de nummers die u net zag, bijvoorbeeld: 1 3
compare-title = Vergelijking
compare-wrong-count = Ik vergelijk twee of drie diensten; ik las er { $count }.

point-audience = Voor wie
point-access = Toegang
point-cost = Prijs
point-languages = Talen
point-delay = Wachttijd
point-level = Zorgniveau
point-area = Gebied
point-unknown = onbekend

care-level-0 = 0 – preventie en zelfhulp
care-level-1 = 1 – eerste lijn en informatie
care-level-2 = 2 – laagdrempelig, eerste psychologische zorg
care-level-3 = 3 – gespecialiseerd ambulant
care-level-4 = 4 – mobiel, intensief, dagzorg
care-level-5 = 5 – residentieel, ziekenhuis, crisis
