# The service in a container: docker build --tag concertbot . (docs/operator/service.md)
# tests/test_image.py carries out these steps without Docker.

FROM python:3.11-slim-bookworm AS build
WORKDIR /opt/concertbot
COPY requirements/run.txt requirements/
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary=:all: --requirement requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY migrations migrations
COPY config config
COPY deploy/health.py deploy/
# As in a checkout: the settings, migrations and lexicon are found beside the source. Whoever runs it may read all of it.
RUN .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e . \
    && .venv/bin/python -m compileall -q src \
    && chmod -R a+rX .

FROM python:3.11-slim-bookworm
WORKDIR /opt/concertbot
COPY --from=build /opt/concertbot ./
RUN mkdir -p /var/lib/concertbot && chown 10001:10001 /var/lib/concertbot
ENV PATH=/opt/concertbot/.venv/bin:$PATH \
    HOME=/var/lib/concertbot \
    PYTHONDONTWRITEBYTECODE=1 \
    CONCERTBOT_DATABASE=sqlite:////var/lib/concertbot/concertbot.sqlite \
    CONCERTBOT_MATRIX_STORE=/var/lib/concertbot/matrix \
    CONCERTBOT_WEB_LISTEN=127.0.0.1:8080 \
    CONCERTBOT_LOG_FORMAT=json
USER 10001:10001
VOLUME /var/lib/concertbot
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python3", "/opt/concertbot/deploy/health.py"]
ENTRYPOINT ["concertbot"]
CMD ["run"]
