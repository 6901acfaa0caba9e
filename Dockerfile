# The service in a container: the same `run`, on Debian's own Python.
FROM debian:12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home concertbot
WORKDIR /home/concertbot/app
COPY --chown=concertbot . .
USER concertbot
RUN ./run --help && ./run care lines
VOLUME /home/concertbot/app/var
ENTRYPOINT ["./run"]
CMD ["bot"]
