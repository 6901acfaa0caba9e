"""The container's health check: asks the bot's own web application. Needs nothing but Python."""

import os
import sys
import urllib.error
import urllib.request

port = os.environ.get("CONCERTBOT_WEB_LISTEN", "8080").rpartition(":")[2]
try:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
        sys.stdout.write(answer.read().decode())
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
except OSError as error:
    sys.exit(f"no answer: {error}")
