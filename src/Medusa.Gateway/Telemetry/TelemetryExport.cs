using System.Reflection;
using Medusa.Episodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Medusa.Gateway;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector, from threads of its own: a collector that is away, or that takes and never answers, costs what it did not
/// take and nothing else.
/// </summary>
/// <param name="options">Where to.</param>
/// <param name="episodes">This node's name.</param>
/// <param name="configuration">OpenTelemetry's own variables.</param>
/// <param name="log">The log.</param>
internal sealed partial class TelemetryExport(TelemetryOptions options, IOptions<EpisodesOptions> episodes, IConfiguration configuration, ILogger<TelemetryExport> log) : IHostedService, IDisposable
{
    private const double DefaultSampleRatio = 0.01;
    private const int LastSendMilliseconds = 2_000;
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(15);

    private static readonly string[] Meters =
    [
        MedusaTelemetry.EpisodesMeter, MedusaTelemetry.SqliteMeter, MedusaTelemetry.PostgreSqlMeter, MedusaTelemetry.GatewayMeter, MedusaTelemetry.ActorsMeter,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    private MeterProvider? metrics;
    private TracerProvider? traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(Resource())
            .AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "v1/metrics");
                if (options.MetricsInterval is { } interval)
                {
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)interval.TotalMilliseconds;
                }
                else if (configuration["OTEL_METRIC_EXPORT_INTERVAL"] is null)
                {
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)DefaultInterval.TotalMilliseconds;
                }
            })
            .Build();
        var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(Resource())
            .AddSource(MedusaTelemetry.SpanSource)
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"));
        if (options.TraceSampleRatio is not null || configuration["OTEL_TRACES_SAMPLER"] is null)
        {
            tracing.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceSampleRatio ?? DefaultSampleRatio)));
        }

        traces = tracing.Build();
        Exports(log, options.Endpoint ?? "the address of OTEL_EXPORTER_OTLP_ENDPOINT");
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, but keeps nobody waiting for a collector that does not take it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var sending = Task.WhenAll(Task.Run(() => traces?.Shutdown(LastSendMilliseconds), CancellationToken.None), Task.Run(() => metrics?.Shutdown(LastSendMilliseconds), CancellationToken.None));
        await Task.WhenAny(sending, Task.Delay(2 * LastSendMilliseconds, CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        if (options.Protocol is { } protocol)
        {
            exporter.Protocol = protocol == TelemetryOptions.HttpProtobuf ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        }

        if (options.Endpoint is { } endpoint)
        {
            // The SDK takes an address that code gives it as the signal's own and adds no path.
            exporter.Endpoint = new Uri(exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? $"{endpoint.TrimEnd('/')}/{path}" : endpoint);
        }

        if (options.Headers is { } headers)
        {
            exporter.Headers = headers;
        }

        exporter.TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds;
    }

    private ResourceBuilder Resource()
    {
        var attributes = options.ResourceAttributes.Select(static pair => KeyValuePair.Create(pair.Key, (object)pair.Value)).ToList();
        if (options.ServiceName is { } name)
        {
            attributes.Add(KeyValuePair.Create("service.name", (object)name));
        }

        return ResourceBuilder.CreateEmpty()
            .AddTelemetrySdk()
            .AddAttributes(
            [
                KeyValuePair.Create("service.name", (object)"medusa"),
                KeyValuePair.Create("service.version", (object)(typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0")),
                KeyValuePair.Create("service.instance.id", (object)episodes.Value.Node),
            ])
            .AddEnvironmentVariableDetector()
            .AddAttributes(attributes);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics and traces go to {endpoint}.")]
    private static partial void Exports(ILogger log, string endpoint);
}
