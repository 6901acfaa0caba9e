### What only Matrix needs to say.

matrix-choose-room-reaction = To choose, react with the number, or reply to this message with it.
matrix-choose-room-number = To choose, reply to this message with the number.
matrix-choose-direct-reaction = To choose, send the number, or react with it.
matrix-choose-direct-number = To choose, send the number.
matrix-choice-private = { $label } (in private)
matrix-write-privately = What is in private is chosen between us. Write to me:
matrix-again = (You may have received this message already.)
matrix-unreadable = I could not read your encrypted message: its key did not reach me. Please send it again.
matrix-file-not-sent = I could not send the file “{ $name }”: it is too large for this server.
