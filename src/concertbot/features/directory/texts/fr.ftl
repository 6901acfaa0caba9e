find = cherche, trouve
    .summary = trouver où orienter quelqu'un
    .usage = cherche <ce qu'il faut> [commune:…] [public:…] [langue:…] [niveau:0-5]
    .example = cherche psy pour ado commune:Ixelles
    .ask-query = Que cherchez-vous, et pour qui ? Dites-le avec vos mots, par exemple « psy pour un ado à Ixelles ».
    .option-commune = commune
    .option-audience = public
    .option-language = langue
    .option-level = niveau
    .option-page = page
    .option-without = sans
find-wrong-level = Le niveau de soins est un nombre de 0 (prévention) à 5 (hôpital, crise) ; j'ai lu « { $said } ».
find-found = { $total ->
    [one] Un service trouvé.
   *[other] { NUMBER($total) } services trouvés.
}
find-found-some = { NUMBER($total) } services trouvés ; voici de { $first } à { $last }.
find-none =
    Je n'ai rien trouvé pour « { $query } » dans le répertoire.
    Essayez avec d'autres mots : le besoin, le public, la commune.
find-near = Rien ne correspond tout à fait. Voici ce qui s'en approche :
find-understood = J'ai compris : { $parts }
find-unanswerable-place = Aucun service connu pour { $part } : voici sans cette condition.
find-unanswerable-audience = Aucun service connu pour ce public ({ $part }) : voici sans cette condition.
find-unanswerable-language = Aucun service ne dit parler cette langue ({ $part }) : voici sans cette condition.
find-unanswerable-level = Aucun service connu à ce niveau de soins ({ $part }) : voici sans cette condition.
find-unanswerable-service = Aucun service connu de ce type ({ $part }) : voici sans cette condition.
find-unanswerable-need = Aucun service connu pour ce besoin ({ $part }) : voici sans cette condition.
find-unmet-place = Aucun des services ci-dessous n'est à { $part } ni ne dit y venir.
find-unmet-audience = Aucun des services ci-dessous ne dit être pour ce public ({ $part }).
find-unmet-language = Aucun des services ci-dessous ne dit parler cette langue ({ $part }).
find-choice-show = Détails { $number }
find-choice-more = Suite
find-choice-compare = { $count ->
    [2] Comparer les deux premiers
   *[other] Comparer les { $count } premiers
}
find-choice-lift = { $part } ✕

entry-for = pour { $audiences }
entry-speaks = langues : { $languages }
entry-level = niveau de soins { $level }
entry-contact = Contact
entry-no-contact = Contact inconnu
entry-source = Source
entry-verified = vérifié le { $day }
entry-unverified = non vérifié

show = fiche
    .summary = voir tout ce qu'on sait d'un service
    .usage = fiche <numéro ou nom>
    .example = fiche 2
    .ask-service = Quel service ? Donnez le numéro que vous venez de voir, ou son nom.
show-unknown = Je ne trouve pas de service « { $said } ».
show-nothing-shown = Je ne vous ai encore rien montré ici : je ne sais pas ce qu'est le numéro { $said }. Faites d'abord une recherche.
show-not-so-many = { $count ->
    [one] Je ne vous ai montré qu'un service ; il n'y a pas de numéro { $said }.
   *[other] Je ne vous ai montré que { $count } services ; il n'y a pas de numéro { $said }.
}
show-retired = Ce service ne figure plus dans sa source : vérifiez avant d'orienter quelqu'un.
show-alert = Attention
show-also-called = Aussi appelé
show-organisation = Organisation
show-address = Adresse
show-phone = Téléphone
show-email = Courriel
show-web = Site
show-hours = Horaires
show-transport = Pour venir
show-accessibility = Accessibilité
show-interpreters = Interprètes
show-documents = À apporter
show-capacity = Places
show-modified = Notice modifiée
show-unknown-points = Inconnu
show-choice-card = Carte de contact

card = carte
    .summary = recevoir un service comme contact, à garder dans votre téléphone
    .usage = carte <numéro>
    .example = carte 2
    .ask-service = Quel service ? Donnez le numéro que vous venez de voir.
card-which = Il me faut le numéro d'un service que vous venez de voir ; j'ai lu « { $said } ».
card-sent = Voici la carte de contact de « { $name } ». Ouvrez-la pour l'ajouter à vos contacts.
card-alt = Carte de contact : { $name }

compare = compare
    .summary = comparer deux ou trois services, point par point
    .usage = compare <numéro> <numéro> [numéro]
    .example = compare 1 3
    .ask-services = Quels services ? Donnez deux ou trois des numéros que vous venez de voir, par exemple : 1 3
compare-title = Comparaison
compare-wrong-count = Je compare deux ou trois services ; j'en ai lu { $count }.

point-audience = Pour qui
point-access = Accès
point-cost = Coût
point-languages = Langues
point-delay = Délai
point-level = Niveau de soins
point-area = Territoire
point-unknown = inconnu

care-level-0 = 0 – prévention et entraide
care-level-1 = 1 – première ligne et information
care-level-2 = 2 – bas seuil, premiers soins psychologiques
care-level-3 = 3 – ambulatoire spécialisé
care-level-4 = 4 – mobile, intensif, de jour
care-level-5 = 5 – résidentiel, hôpital, crise
