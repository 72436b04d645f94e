using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>
/// Where metrics and traces go, section <c>Medusa:Telemetry</c> of the configuration. What is not set here is taken from OpenTelemetry's own variables
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and so on).
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa:Telemetry";

    /// <summary>The gRPC form of OTLP.</summary>
    public const string Grpc = "grpc";

    /// <summary>The HTTP form of OTLP.</summary>
    public const string HttpProtobuf = "http/protobuf";

    /// <summary>The address of an OpenTelemetry collector.</summary>
    /// <value>An absolute http or https URL without the signal's path, such as <c>http://collector:4317</c>. Default: none, which exports nothing unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</value>
    public string? Endpoint { get; set; }

    /// <summary>How OTLP is spoken.</summary>
    /// <value><c>grpc</c> (port 4317) or <c>http/protobuf</c> (port 4318). Default: <c>grpc</c>.</value>
    [AllowedValues(null, Grpc, HttpProtobuf, ErrorMessage = $"Protocol is {Grpc} or {HttpProtobuf}.")]
    public string? Protocol { get; set; }

    /// <summary>Headers that the collector asks for, such as a token. Never logged.</summary>
    /// <value><c>name=value,name=value</c>, values percent-encoded. Default: none.</value>
    [RegularExpression("^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$", ErrorMessage = "Headers is not name=value,name=value.")]
    public string? Headers { get; set; }

    /// <summary>How long a collector may take to answer; what it does not take by then is dropped.</summary>
    /// <value>100 ms to 1 min; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often metrics are sent.</summary>
    /// <value>100 ms to 1 h. Default: 15 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan? MetricsInterval { get; set; }

    /// <summary>The part of traces that is recorded. A request that a client's traced request caused is always recorded.</summary>
    /// <value>0 to 1. Default: 0.01.</value>
    [Range(0.0, 1.0)]
    public double? TraceSampleRatio { get; set; }

    /// <summary>The name of this service.</summary>
    /// <value>1 to 255 characters. Default: <c>medusa</c>.</value>
    [StringLength(255, MinimumLength = 1)]
    public string? ServiceName { get; set; }

    /// <summary>Attributes of this process, which stand beside each measurement and span: a cluster's name, a zone.</summary>
    /// <value>Default: <c>service.version</c>, and <c>service.instance.id</c> from <c>Medusa:Node</c>.</value>
    public Dictionary<string, string> ResourceAttributes { get; set; } = [];
}
