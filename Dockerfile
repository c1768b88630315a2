FROM python:3.13-slim AS builder

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/run.txt /tmp/run.txt
RUN /opt/venv/bin/pip install --require-hashes --only-binary=:all: -r /tmp/run.txt


FROM python:3.13-slim

LABEL org.opencontainers.image.title="Steward" \
      org.opencontainers.image.description="A community steward for Discord" \
      org.opencontainers.image.licenses="MIT"

# Pillow loads FriBiDi where it is there: names written from the right need it in pictures.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/*

RUN groupadd --gid 10001 steward \
    && useradd --uid 10001 --gid steward --no-create-home --home-dir /data \
        --shell /usr/sbin/nologin steward \
    && install --directory --owner=steward --group=steward --mode=0700 /data

# The root file system may be read-only: Python writes no bytecode, and matplotlib keeps its
# font cache in /tmp. PYTHONSAFEPATH keeps files in /data from being imported.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib

COPY --from=builder /opt/venv /opt/venv
COPY LICENSE pyproject.toml /app/
COPY migrations /app/migrations
COPY bot /app/bot
COPY cogs /app/cogs
RUN chmod -R a+rX /app && python -m compileall -q /app

# By number, so that an orchestrator can see that it is not root.
USER 10001:10001

# The database (sqlite:///steward.db by default) and config.toml are looked for here. A default
# in the environment would win over the secret files and over config.toml.
WORKDIR /data
VOLUME /data

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot.ops.probe"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
