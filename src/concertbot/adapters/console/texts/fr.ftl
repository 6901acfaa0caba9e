### Ce que dit la console autour de la conversation.

console-welcome =
    concertbot, dans ce terminal. Dites ce que vous cherchez, par exemple « psy pour ado à Ixelles », ou « aide ».
    :aide montre comment jouer d'autres personnes et d'autres salons ; Ctrl-D pour quitter.
console-help =
    :as nadia         parler au nom de Nadia
    :room ct2         parler dans le salon ct2 (dans un salon, commencez par ! ou par @concertbot)
    :dm               parler au bot en message direct
    :who              qui est là, avec son rôle et sa langue
    :clock 2026-12-01T09:00   arrêter l'horloge à ce moment
    :file chemin      envoyer un fichier
    2                 prendre le choix numéro 2
    :quit             quitter
console-unknown = Je ne connais pas « { $said } ». :aide montre ce qui existe.
console-no-file = Il n'y a pas de fichier { $path }.
console-no-clock = Je n'ai pas compris ce moment : « { $said } ». Par exemple : :clock 2026-12-01T09:00
console-clock = L'horloge est arrêtée le { $day } à { $time }.
console-who = Dans ce terminal
console-nobody = Personne encore. Dites quelque chose.
console-choices = Choix
