telegram-again = Peut-être déjà reçu :
