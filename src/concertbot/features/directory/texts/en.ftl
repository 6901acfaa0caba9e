find = find, search
    .summary = find where to refer somebody
    .usage = find <what is needed> [municipality:…] [audience:…] [language:…] [level:0-5]
    .example = find psychologist for teenager municipality:Ixelles
    .ask-query = What are you looking for, and for whom? Say it in your own words, for example “psychologist for a teenager in Ixelles”.
    .option-commune = municipality
    .option-audience = audience
    .option-language = language
    .option-level = level
    .option-page = page
    .option-without = without
find-wrong-level = The care level is a number from 0 (prevention) to 5 (hospital, crisis); I read “{ $said }”.
find-found = { $total ->
    [one] One service found.
   *[other] { NUMBER($total) } services found.
}
find-found-some = { NUMBER($total) } services found; here are { $first } to { $last }.
find-none =
    I found nothing for “{ $query }” in the directory.
    Try other words: what is needed, for whom, in which municipality.
find-near = Nothing fits entirely. This is near:
find-understood = I understood: { $parts }
find-unanswerable-place = No service known for { $part }: here is without that condition.
find-unanswerable-audience = No service known for this audience ({ $part }): here is without that condition.
find-unanswerable-language = No service says that it speaks this language ({ $part }): here is without that condition.
find-unanswerable-level = No service known at this care level ({ $part }): here is without that condition.
find-unanswerable-service = No service known of this kind ({ $part }): here is without that condition.
find-unanswerable-need = No service known for this need ({ $part }): here is without that condition.
find-unmet-place = None of these services is in { $part } or says that it comes there.
find-unmet-audience = None of these services says that it is for this audience ({ $part }).
find-unmet-language = None of these services says that it speaks this language ({ $part }).
find-choice-show = Details { $number }
find-choice-more = More
find-choice-compare = Compare the first { $count }
find-choice-lift = { $part } ✕

entry-for = for { $audiences }
entry-speaks = languages: { $languages }
entry-level = care level { $level }
entry-contact = Contact
entry-no-contact = Contact unknown
entry-source = Source
entry-verified = verified on { $day }
entry-unverified = not verified

show = show
    .summary = see everything that is known about a service
    .usage = show <number or name>
    .example = show 2
    .ask-service = Which service? Give the number that you just saw, or its name.
show-unknown = I find no service “{ $said }”.
show-nothing-shown = I have shown you nothing here yet, so I do not know what number { $said } is. Search for something first.
show-not-so-many = { $count ->
    [one] I showed you only one service; there is no number { $said }.
   *[other] I showed you only { $count } services; there is no number { $said }.
}
show-retired = This service is no longer in its source: check before you refer somebody.
show-alert = Please note
show-also-called = Also called
show-organisation = Organisation
show-address = Address
show-phone = Telephone
show-email = E-mail
show-web = Website
show-hours = Opening hours
show-transport = Getting there
show-accessibility = Accessibility
show-interpreters = Interpreters
show-documents = To bring
show-capacity = Places
show-modified = Entry changed
show-unknown-points = Unknown
show-choice-card = Contact card

card = card
    .summary = get a service as a contact, to keep in your phone
    .usage = card <number>
    .example = card 2
    .ask-service = Which service? Give the number that you just saw.
card-which = I need the number of a service that you just saw; I read “{ $said }”.
card-sent = Here is the contact card of “{ $name }”. Open it to add it to your contacts.
card-alt = Contact card: { $name }

compare = compare
    .summary = compare two or three services, point by point
    .usage = compare <number> <number> [number]
    .example = compare 1 3
    .ask-services = Which services? Give two or three of the numbers that you just saw, for example: 1 3
compare-title = Comparison
compare-wrong-count = I compare two or three services; I read { $count }.

point-audience = For whom
point-access = Access
point-cost = Cost
point-languages = Languages
point-delay = Delay
point-level = Care level
point-area = Area
point-unknown = unknown

care-level-0 = 0 – prevention and self-help
care-level-1 = 1 – first line and information
care-level-2 = 2 – low threshold, first psychological care
care-level-3 = 3 – specialised outpatient care
care-level-4 = 4 – mobile, intensive, day care
care-level-5 = 5 – residential, hospital, crisis
