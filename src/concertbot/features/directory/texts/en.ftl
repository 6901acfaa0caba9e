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
find-choice-show = Details { $number }
find-choice-more = More
find-choice-compare = Compare the first { $count }
find-choice-lift = { $part } ✕

entry-commune = { $fr }
entry-for = for { $audiences }
entry-speaks = languages: { $languages }
entry-level = care level { $level }
entry-contact = Contact
entry-no-contact = Contact unknown
entry-source = Source
entry-verified = verified on { $day }
entry-unverified = not verified
