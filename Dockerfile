# One image for web, worker, beat, migrations and the mail catcher; which of them it is, the command says.

FROM node:24-bookworm-slim AS front
WORKDIR /front
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=clinic.settings
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/mend --shell /usr/sbin/nologin mend \
    && install -d -o mend -g mend /srv/mend/media /srv/mend/mail /srv/mend/static-collected
WORKDIR /srv/mend

# Packages before the product: they change less often, and their layer is kept.
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/run.txt
COPY --from=front /front/node_modules node_modules
COPY . .

ENV MEND_STATIC_ROOT=/srv/mend/static-collected MEND_MEDIA_ROOT=/srv/mend/media
USER mend
# Collecting needs the settings but no server: these values stay in this one step.
RUN MEND_MODE=local MEND_SECRET_KEY=only-for-collecting-static-files MEND_BASE_URL=http://localhost \
    MEND_ALLOWED_HOSTS=localhost MEND_DB_NAME=none MEND_DB_HOST=none MEND_EMAIL_HOST=none \
    MEND_FROM_EMAIL=none@mend.example MEND_BROKER_URL=redis://none \
    python manage.py collectstatic --noinput

EXPOSE 8000
CMD ["gunicorn", "clinic.wsgi:application", "--bind", "0.0.0.0:8000", "--preload", "--workers", "2", "--threads", "4", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
