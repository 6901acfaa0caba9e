### What only Matrix needs to say.

matrix-choose-room-reaction = React with the number, or reply to this message with it.
matrix-choose-room-number = Reply to this message with the number.
matrix-choose-direct-reaction = Answer with the number, or react with it.
matrix-choose-direct-number = Answer with the number.
matrix-choice-private = { $label } (in private)
matrix-write-privately = For what is in private, write to me directly:
matrix-again = (You may have received this already.)
matrix-unreadable = I could not read your encrypted message: its key did not reach me. Please send it again.
matrix-file-not-sent = I could not send the file “{ $name }”: it is too large for this server.
