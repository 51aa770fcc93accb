using System.Text;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Every message has the fields and kinds of its type, by the schemas that pin the mock as well.</summary>
internal sealed class MessageFold(OdinSession session) : Fold
{
    private const string Typed = "odin.message.001";
    private const string StatusWord = "odin.message.002";
    private const string Text = "odin.message.003";
    private const string Timestamp = "odin.message.005";
    private const string Milliseconds = "odin.message.006";
    private const string TextFrames = "odin.message.012";
    private const string Subscribed = "odin.subscribe.005";
    private const string Lists = "odin.subscriptions.002";
    private const string MarketData = "odin.market-data.001";
    private const string Fields = "odin.market-data.002";
    private const string Numbered = "odin.market-data.003";
    private const string Kinds = "odin.market-data.004";
    private const string Error = "odin.errors.001";

    /// <summary>2001-09-09 and 2286-11-20 in milliseconds: seconds, microseconds and nanoseconds of our time all lie outside.</summary>
    private const decimal Earliest = 1e12m, Latest = 1e13m;

    /// <summary>The fields for which the API reference gives a kind.</summary>
    private static readonly HashSet<string> Referenced =
        ["/data/ltp", "/data/open", "/data/high", "/data/low", "/data/close", "/data/volume", "/data/percent_change", "/data/week_52_high", "/data/week_52_low"];

    private static readonly JsonSchema Schema = ProtocolCatalog.Embedded.Find("odin")!.Schema("schemas/server-message.json");

    public static IReadOnlyList<string> Clauses { get; } =
        [Typed, StatusWord, Text, Timestamp, Milliseconds, TextFrames, Subscribed, Lists, MarketData, Fields, Numbered, Kinds, Error];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || session.Of(frame.Connection) is null) return;
        if (frame.Kind == FrameKind.Binary)
        {
            findings.Report(TextFrames, frame, "The server sends a binary frame", "messages in text frames", $"{frame.Frame.Payload.Length} bytes");
            return;
        }

        if (frame.Kind != FrameKind.Text) return;
        findings.Applied();
        if (session.Message is not { } message)
        {
            var actual = frame.TryGetJson(out var root) ? OdinMessage.Show(root) : frame.NotJson!;
            findings.Report(Typed, frame, "The message cannot be read", "one JSON object", actual);
            return;
        }

        JudgeShape(frame, message, findings);
        JudgeAction(frame, message, findings);
        JudgeTime(frame, message.Root, "timestamp", findings);
        if (message.HasData) JudgeTime(frame, message.Data, "data.timestamp", findings);
    }

    private void JudgeShape(FrameView frame, OdinMessage message, FindingSink findings)
    {
        var text = frame.Frame.Payload.Span;
        if (Schema.IsValid(text)) return;
        foreach (var (clause, error) in Schema.Validate(text).Select(error => (Clause: ClauseOf(message, error), error)).Where(pair => pair.Clause is not null)
            .DistinctBy(pair => (pair.Clause, pair.error.InstancePath, pair.error.Expected)).Take(5))
        {
            findings.Report(clause!, frame, $"{(message.Type.Length is > 0 and <= 40 ? message.Type : "The message")} is not as documented at {(error.InstancePath.Length == 0 ? "its top" : error.InstancePath)}", error.Expected, error.Actual);
        }
    }

    /// <summary>The schema cannot know what was asked.</summary>
    private void JudgeAction(FrameView frame, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "subscription_response" || session.Answered is not { Kind: RequestKind.Subscribe } || OdinMessage.Text(message.Data, "action"u8) is not { } action || action == "subscribe") return;
        findings.Report(Subscribed, frame, "The answer to subscribe names another action", "data.action subscribe", OdinMessage.Short(action));
    }

    /// <summary>The clause that a difference from the schema breaks; null where another rule judges it or nobody does.</summary>
    private string? ClauseOf(OdinMessage message, SchemaError error)
    {
        var path = error.InstancePath;
        if (message.Type.Length == 0 || path == "/type") return Typed;
        if (path == "/client_id") return null;
        switch (message.Type)
        {
            case "market_data":
                if (!path.StartsWith("/data", StringComparison.Ordinal) || path == "/data") return path == "/data" && error.Keyword == "required" ? Fields : MarketData;
                return Referenced.Contains(path) ? Numbered : Kinds;
            case "error" when path is "" or "/status" or "/message":
                return Error;
            case "market_status" when path == "/status" && session.Answered is null:
                return null;
            case "subscription_response" when IsData(message, error):
                return session.Answered?.Kind == RequestKind.Unsubscribe ? null : Subscribed;
            case "subscriptions" when IsData(message, error):
                return Lists;
        }

        return path switch
        {
            "/status" => StatusWord,
            "/message" => Text,
            "/timestamp" => Timestamp,
            _ => null,
        };
    }

    /// <summary>At the top only data can be missing here that is not another rule's.</summary>
    private static bool IsData(OdinMessage message, SchemaError error) =>
        error.InstancePath.StartsWith("/data", StringComparison.Ordinal)
        || (error.InstancePath.Length == 0 && error.Keyword == "required" && message.Data.ValueKind == JsonValueKind.Undefined);

    private static void JudgeTime(FrameView frame, JsonElement parent, string name, FindingSink findings)
    {
        if (Numbers.Read(parent, "timestamp"u8) is not { } time || time is >= Earliest and < Latest) return;
        findings.Report(Milliseconds, frame, $"{name} cannot be milliseconds since the epoch", "a number such as 1756971590827", Numbers.Show(time));
    }
}
