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
find-choice-show = Détails { $number }
find-choice-more = Suite
find-choice-compare = { $count ->
    [2] Comparer les deux premiers
   *[other] Comparer les { $count } premiers
}
find-choice-lift = { $part } ✕

entry-commune = { $fr }
entry-for = pour { $audiences }
entry-speaks = langues : { $languages }
entry-level = niveau de soins { $level }
entry-contact = Contact
entry-no-contact = Contact inconnu
entry-source = Source
entry-verified = vérifié le { $day }
entry-unverified = non vérifié
