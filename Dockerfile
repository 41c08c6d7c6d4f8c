# Scopebox's web host in a container, for continuous integration: a device without a display.
#
#   docker build --tag scopebox .
#   docker run --rm --network host scopebox serve --json
#   docker run --rm --network host --volume "$PWD/photos:/photos:ro" scopebox serve /photos --json
#   docker run --rm --volume "$PWD:/work" --workdir /work scopebox exec -- npm test
#
# The device listens on 127.0.0.1 alone, and answers no other name: from outside of the container it is reached with
# `--network host`, from inside by `exec`. Nothing here was built where this file was written, as there is no Docker there:
# the commands it runs were, one by one, on Debian 12 with Node 24.

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# Electron's own program is of no use without a display.
RUN ELECTRON_SKIP_BINARY_DOWNLOAD=1 npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --pack-destination /tmp && mv /tmp/scopebox-*.tgz /tmp/scopebox.tgz

FROM node:24-slim
# ffmpeg draws the thumbnails of videos; without it they have none.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /tmp/scopebox.tgz /tmp/scopebox.tgz
RUN npm install --global --omit=dev --no-audit --no-fund /tmp/scopebox.tgz && rm /tmp/scopebox.tgz
# Not as root: what apps write is the user's who started it.
USER node
ENV XDG_DATA_HOME=/home/node/.local/share
ENTRYPOINT ["scopebox"]
CMD ["serve", "--json"]
