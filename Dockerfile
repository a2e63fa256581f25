# The office for a server: `docker compose up` (compose.yaml), or alone on SQLite:
#   docker build -t luoshi . && docker run -p 8000:8000 -v luoshi:/data luoshi
FROM python:3.12-slim AS made
WORKDIR /build
RUN python -m venv /opt/luoshi
ENV PATH=/opt/luoshi/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements ./requirements
RUN pip install --require-hashes -r requirements/build.txt \
 && pip install --require-hashes --no-build-isolation -r requirements/office.txt
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-deps --no-build-isolation .

FROM python:3.12-slim
# Charts are drawn with the fonts of the system: without a Chinese one their words are boxes.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk fontconfig \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin luoshi \
 && install -d -o luoshi -g luoshi -m 700 /data
COPY --from=made /opt/luoshi /opt/luoshi
ENV PATH=/opt/luoshi/bin:$PATH LUOSHI_DATA=/data PYTHONUNBUFFERED=1
USER luoshi
VOLUME /data
EXPOSE 8000
# A server that is closing finishes what it has begun.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD python -c "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/health', headers={'Host': 'localhost'}); raise SystemExit(c.getresponse().status != 200)"
CMD ["luoshi", "serve", "--host", "0.0.0.0"]
