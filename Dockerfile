# The workbench as an image: `web` by default, a worker with `python manage.py db_worker`.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data BIND=0.0.0.0:8000 ALLOWED_HOSTS=localhost
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN useradd --system --uid 1000 workbench && install -d -o workbench /data
USER 1000
VOLUME /data
EXPOSE 8000

CMD ["gunicorn", "realist_review.wsgi"]
