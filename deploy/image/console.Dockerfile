# Cardbeam's console and gateway. Build it from the repository's root, after ./cardbeam --help has built it:
#   mkdir -p target/console
#   tr ':' '\n' < runners/local/target/classpath.txt | while IFS= read -r jar; do cp "$jar" target/console/; done
#   docker build --file deploy/image/console.Dockerfile --tag cardbeam-console .
FROM eclipse-temurin:17-jre

RUN useradd --system --uid 10001 --create-home cardbeam
COPY --chown=root:root target/console /opt/cardbeam/lib
COPY --chown=root:root runners/local/target/classes /opt/cardbeam/classes

USER 10001
WORKDIR /home/cardbeam
EXPOSE 8480
ENTRYPOINT ["java", "-Xmx512m", "-Dcardbeam.log.file=/tmp/cardbeam.log", "-cp", "/opt/cardbeam/classes:/opt/cardbeam/lib/*", "io.cardbeam.local.Main"]
CMD ["console", "--bind=0.0.0.0"]
