# The site, its worker and its schedule: one image, three commands (docker-compose.yml).
FROM python:3.11-slim

# WeasyPrint draws the PDF files with pango; the fonts hold the Kazakh letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir uv \
    && useradd --create-home --home-dir /var/lib/birge birge

WORKDIR /srv/birge
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --no-cache
COPY . .
ENV PATH=/srv/birge/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    BIRGE_VAR_DIR=/var/lib/birge
RUN python -m config.messages compile \
    && mkdir -p /var/lib/birge/keys && chown -R birge: /var/lib/birge

USER birge
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "30", "config.wsgi:application"]
