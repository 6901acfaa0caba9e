### Ce que seul Matrix a besoin de dire.

matrix-choose-room-reaction = Pour choisir, réagissez avec le numéro, ou répondez à ce message par le numéro.
matrix-choose-room-number = Pour choisir, répondez à ce message par le numéro.
matrix-choose-direct-reaction = Pour choisir, envoyez le numéro, ou réagissez avec lui.
matrix-choose-direct-number = Pour choisir, envoyez le numéro.
matrix-choice-private = { $label } (en privé)
matrix-write-privately = Ce qui est en privé se choisit entre nous. Écrivez-moi :
matrix-again = (Vous avez peut-être déjà reçu ce message.)
matrix-unreadable = Je n'ai pas pu lire votre message chiffré : sa clé ne m'est pas parvenue. Pouvez-vous le renvoyer ?
matrix-file-not-sent = Je n'ai pas pu envoyer le fichier « { $name } » : il est trop grand pour ce serveur.
