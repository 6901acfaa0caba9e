"""How talking works: messages, replies, commands, forms, access, texts and time. Pure, and knows no platform."""
