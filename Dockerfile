# Medusa with Akka.NET and its own plugins, for one container and for a cluster alike.
#
#   docker build -t medusa:0.1.0 .
#   docker run -p 8000:8000 -v medusa:/data medusa:0.1.0
#
# draws an API key and prints it; docs/operations/kubernetes.md says how to give keys of your own.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY build build
COPY src src
COPY plugins plugins
COPY templates templates
# The cluster engine is looked for where it was restored; an image without it must not come about, so it is asked for by name.
RUN dotnet restore src/Medusa.Actors && dotnet restore src/Medusa.Cli
RUN dotnet publish src/Medusa.Cli --configuration Release --no-restore --output /app -p:MedusaAkka=true -p:UseAppHost=false \
    && test -f /app/engines/akka/Medusa.Actors.dll && test -f /app/plugins/medusa/medusa-plugin.json \
    && mkdir /data

# Chiselled: no shell, no package manager, a user without rights (APP_UID, 1654).
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app /app
# The SQLite journal's, which is the default: keep it in a volume.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
VOLUME /data
# ASPNETCORE_HTTP_PORTS of the base image would only be overruled, with a warning.
ENV Medusa__Host=* \
    Medusa__Port=8000 \
    Medusa__Journal__Path=/data/medusa.db \
    ASPNETCORE_HTTP_PORTS=
EXPOSE 8000 4053
USER $APP_UID
ENTRYPOINT ["dotnet", "/app/medusa.dll"]
CMD ["serve", "--draw-key"]
