# Sluice for a team, behind a reverse proxy with TLS: see docs/operations.md.

FROM node:22-bookworm-slim AS build
WORKDIR /sluice
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN node -e "import('./scripts/lib/build.js').then(({ ensureBuilt }) => ensureBuilt())" \
  # .npmrc includes them, whatever is omitted.
  && npm prune --omit=dev --include=prod \
  && rm -rf .next/cache

FROM node:22-bookworm-slim
WORKDIR /sluice
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 SLUICE_MODE=cloud SLUICE_DATA_DIR=/data
COPY --from=build /sluice/node_modules node_modules
COPY --from=build /sluice/.next .next
COPY --from=build /sluice/dist dist
COPY --from=build /sluice/public public
COPY --from=build /sluice/lib/i18n lib/i18n
COPY --from=build /sluice/next.config.js /sluice/package.json ./
RUN install --directory --owner=node --group=node --mode=700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.js"]
