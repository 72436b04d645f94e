using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using Medusa.Actors.Wire;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>
/// The wire form of what nodes say to each other: Protobuf messages (<c>Wire/*.proto</c>), told apart by short manifests. An unknown manifest, from a newer node, loses
/// that message and not the connection.
/// </summary>
/// <param name="system">The actor system.</param>
internal sealed class MessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The number that stands for this serializer on the wire; never changes.</summary>
    public const int WireIdentifier = 1071;

    private const string Request = "rq";
    private const string Answer = "an";
    private const string NodeQueryManifest = "nq";
    private const string NodeReportManifest = "nr";
    private const string Watch = "wa";
    private const string Notice = "no";

    /// <inheritdoc/>
    public override int Identifier => WireIdentifier;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        EpisodeRequest => Request,
        EpisodeAnswer => Answer,
        NodeQuery => NodeQueryManifest,
        NodeReport => NodeReportManifest,
        WatchNotices => Watch,
        EpisodeNotice => Notice,
        _ => throw new ArgumentException($"{o?.GetType()} has no wire form.", nameof(o)),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => (obj switch
    {
        EpisodeRequest request => RequestWire.Write(request),
        EpisodeAnswer answer => AnswerWire.Write(answer),
        NodeQuery => new NodeQueryMessage(),
        NodeReport report => NodeWire.Write(report),
        WatchNotices watch => NodeWire.Write(watch),
        EpisodeNotice notice => (IMessage)NodeWire.Write(notice),
        _ => throw new ArgumentException($"{obj?.GetType()} has no wire form.", nameof(obj)),
    }).ToByteArray();

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                Request => RequestWire.Read(RequestMessage.Parser.ParseFrom(bytes)),
                Answer => AnswerWire.Read(bytes),
                NodeQueryManifest => NodeQuery.Instance,
                NodeReportManifest => NodeWire.Read(NodeReportMessage.Parser.ParseFrom(bytes)),
                Watch => NodeWire.Read(WatchMessage.Parser.ParseFrom(bytes)),
                Notice => NodeWire.Read(NoticeMessage.Parser.ParseFrom(bytes)),
                _ => throw new SerializationException($"'{manifest}' is a message of another version of Medusa; it is dropped."),
            };
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or FormatException or System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            throw new SerializationException($"A message '{manifest}' cannot be read: {fault.Message}", fault);
        }
    }
}
