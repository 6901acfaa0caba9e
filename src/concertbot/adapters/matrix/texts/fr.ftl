### Ce que seul Matrix a besoin de dire.

matrix-choose-room-reaction = Réagissez avec le numéro, ou répondez à ce message en donnant le numéro.
matrix-choose-room-number = Répondez à ce message en donnant le numéro.
matrix-choose-direct-reaction = Répondez par le numéro, ou réagissez avec lui.
matrix-choose-direct-number = Répondez par le numéro.
matrix-choice-private = { $label } (en privé)
matrix-write-privately = Pour ce qui est en privé, écrivez-moi directement :
matrix-again = (Vous avez peut-être déjà reçu ceci.)
matrix-unreadable = Je n’ai pas pu lire votre message chiffré : sa clé ne m’est pas parvenue. Pourriez-vous l’envoyer à nouveau ?
matrix-file-not-sent = Je n’ai pas pu envoyer le fichier « { $name } » : il est trop grand pour ce serveur.
