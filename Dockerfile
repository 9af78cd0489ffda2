# SPDX-License-Identifier: Apache-2.0
# One image for Render, Fly, Dokku, Kubernetes and others: docs/deploy.md. What it runs is what a Heroku slug runs.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# SOURCE_VERSION leaves out what isn't part of the product: demo, benchmarks and the tests' own modules.
RUN --mount=type=cache,target=/root/.m2 \
    SOURCE_VERSION=image mvn -B --no-transfer-progress -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --create-home --uid 10001 bottled-water
COPY --from=build /src/target/bottled-water /opt/bottled-water
USER bottled-water
WORKDIR /home/bottled-water
ENV PORT=8088
EXPOSE 8088
# The launcher replaces itself by Java, so that SIGTERM reaches it: stopping takes up to 25 s.
ENTRYPOINT ["/opt/bottled-water/bin/bottled-water"]
CMD ["serve"]
