using System.Globalization;
using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.Clients;

/// <summary>
/// Compares what a client says it understood with what it was sent: the same values, nothing lost, nothing twice. A line may hold fewer fields than
/// the message. What was sent last may not have been read when the client was ended.
/// </summary>
internal static class EchoJudge
{
    public const string Rule = "echo";
    private const int MostFindings = 10;

    /// <summary>Where the protocols' messages say what kind they are. What a program takes no notice of, such as an event that no document has, it never echoes.</summary>
    private static readonly string[] Kinds = ["event", "type", "channel", "action", "topic"];

    public static IReadOnlyList<CaseFinding> Judge(Transcript transcript, IReadOnlyList<JsonElement> echo)
    {
        var messages = transcript.Frames.Where(frame => frame is { Kind: FrameKind.Text, From: Party.Server }).Select(frame => (Frame: frame, Json: Parse(frame))).Where(pair => pair.Json is not null).ToList();
        var findings = new List<CaseFinding>();
        var read = new Dictionary<int, int>();
        foreach (var line in echo)
        {
            var at = messages.FindIndex(message => message.Frame.Index > Read(read, message.Frame) && Agrees(line, message.Json!.Value));
            if (at >= 0)
            {
                // Order holds within a connection only. What a program skips on purpose (a pong, an acknowledgement) it would never echo: only messages like its others count.
                var met = messages[at].Frame;
                findings.AddRange(messages.Take(at)
                    .Where(message => message.Frame.Connection == met.Connection && message.Frame.Index > Read(read, met) && IsLike(message.Json!.Value, echo))
                    .Select(message => Lost(message.Frame)));
                read[met.Connection] = met.Index;
            }
            else
            {
                findings.Add(Wrong(line, messages, read));
            }

            if (findings.Count >= MostFindings) break;
        }

        return findings;
    }

    /// <summary>Whether every field of the line stands in the message with the same value.</summary>
    private static bool Agrees(JsonElement line, JsonElement message)
    {
        switch (line.ValueKind)
        {
            case JsonValueKind.Object:
                return message.ValueKind == JsonValueKind.Object
                    && line.EnumerateObject().All(field => message.TryGetProperty(field.Name, out var value) && Agrees(field.Value, value));
            case JsonValueKind.Array:
                return message.ValueKind == JsonValueKind.Array && line.GetArrayLength() == message.GetArrayLength()
                    && line.EnumerateArray().Zip(message.EnumerateArray()).All(pair => Agrees(pair.First, pair.Second));
            case JsonValueKind.Number:
                return message.ValueKind == JsonValueKind.Number && SameNumber(line, message);
            default:
                return JsonSame.Value(line, message);
        }
    }

    private static bool SameNumber(JsonElement one, JsonElement other) => one.TryGetDecimal(out var left) && other.TryGetDecimal(out var right)
        ? left == right
        : one.TryGetDouble(out var first) && other.TryGetDouble(out var second) && first.Equals(second);

    /// <summary>The same kind of message as one of the lines: the same fields, and the same words in those that say what kind it is.</summary>
    private static bool IsLike(JsonElement message, IReadOnlyList<JsonElement> echo) =>
        echo.Any(line => Shape(line).SetEquals(Shape(message)) && Kinds.All(name => Word(line, name) == Word(message, name)));

    private static string? Word(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;

    private static HashSet<string> Shape(JsonElement value) => value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject().Select(field => field.Name)] : [];

    /// <summary>How far a connection has been echoed: the index of its last frame that was.</summary>
    private static int Read(Dictionary<int, int> read, Frame frame) => read.GetValueOrDefault(frame.Connection, -1);

    private static CaseFinding Wrong(JsonElement line, List<(Frame Frame, JsonElement? Json)> messages, Dictionary<int, int> read)
    {
        var twice = messages.Any(message => Agrees(line, message.Json!.Value));
        var next = messages.Find(message => message.Frame.Index > Read(read, message.Frame));
        return twice
            ? Finding(Verdict.Warn, "The client echoes a message that it was not sent again", "each message once, in order", Short(line), null)
            : Finding(Verdict.Fail, "The client echoes what it was never sent", next.Json is { } expected ? Short(expected) : "no further message", Short(line), next.Frame is { } frame ? FrameRef.Of(frame) : null);
    }

    private static CaseFinding Lost(Frame frame) =>
        Finding(Verdict.Warn, "The client did not echo a message between others that it did", "every message", string.Create(CultureInfo.InvariantCulture, $"none for {FrameRef.Of(frame)}"), FrameRef.Of(frame));

    private static CaseFinding Finding(Verdict verdict, string message, string expected, string actual, FrameRef? frame) => new()
    {
        Rule = Rule,
        Party = Party.Client,
        Level = verdict == Verdict.Fail ? ClauseLevel.Must : ClauseLevel.Should,
        Verdict = verdict,
        Message = message,
        Expected = expected,
        Actual = actual,
        Frame = frame,
    };

    private static JsonElement? Parse(Frame frame)
    {
        try
        {
            return JsonElement.Parse(frame.Payload.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
