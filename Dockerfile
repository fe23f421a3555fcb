# Peil in an image: the locked packages with their hashes, and Debian's Chromium for sites that need a browser.
FROM python:3.11.14-slim-bookworm AS packages
WORKDIR /build
COPY requirements.lock .
RUN python -m venv /opt/peil && /opt/peil/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/peil/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11.14-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends chromium ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home --shell /usr/sbin/nologin peil \
 && install -d -o peil -g peil -m 0700 /data
COPY --from=packages /opt/peil /opt/peil
ENV PATH=/opt/peil/bin:$PATH PEIL_DATA=/data PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
ENTRYPOINT ["peil"]
CMD ["doctor"]
