# docker build --target demo .   the demo of docs/operations.md: an OA of its own, people without passwords
# docker build .                 the host for an OA of yours; OA_MODULE names its module
FROM node:24-slim AS source
WORKDIR /app
COPY package.json package-lock.json ./
COPY tools/node/package.json tools/node/
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM source AS build
COPY . .
RUN npm run build

FROM node:24-slim AS runtime
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/runtime-manifest.mjs scripts/
RUN node scripts/runtime-manifest.mjs \
  && npm install --omit=dev --ignore-scripts --no-audit --no-fund \
  && npm cache clean --force

FROM build AS demo
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--import", "tsx", "host/main.ts"]

FROM node:24-slim AS host
WORKDIR /app
COPY --from=runtime /app/node_modules node_modules
COPY --from=build /app/dist/node dist/node
COPY package.json LICENSE ./
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "dist/node/host/server.js"]
