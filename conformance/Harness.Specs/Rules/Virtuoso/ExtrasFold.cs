using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Fields, keys, events and codes beyond the document: allowed, and worth knowing.</summary>
internal sealed class ExtrasFold(VirtuosoSession session) : Fold
{
    private const string Field = "virtuoso.message.008";
    private const string Repeated = "virtuoso.message.009";
    private const string Event = "virtuoso.message.010";
    private const string SystemEvent = "virtuoso.system-events.004";
    private const string Code = "virtuoso.errors.009";

    private static readonly string[] EventWords = ["authenticated", "error", "subscribed", "unsubscribed", "ping", "close"];

    public static IReadOnlyList<string> Clauses { get; } = [Field, Repeated, Event, SystemEvent, Code];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Server is not { } message) return;
        findings.Applied();
        if (session.UnknownField is { } unknown) findings.ReportAllowed(Field, frame, "The message has a field that the document does not show", "the documented fields", unknown);
        if (FindRepeated(message) is { } repeated) findings.Report(Repeated, frame, "The message repeats a key", "each key once; the last value counts", repeated);
        if (message.Event is null && !message.HasChannel && Text(message.Root, "event"u8) is { } word)
        {
            findings.Report(Event, frame, $"The server sends an event that the document does not show{NearestWord.Hint(word, EventWords)}", $"one of {string.Join(", ", EventWords)}", word);
        }

        if (message.Channel == VirtuosoWords.SystemEvents && Text(message.Root, "event"u8) is { } kind and not "exchange_connection_status")
        {
            findings.Report(SystemEvent, frame, "A system event is of another kind than the documented one", "exchange_connection_status", kind);
        }

        if (message is { Event: "error", Code: { } code } && code is not (400 or 401 or 403 or 404 or 429 or 500))
        {
            findings.Report(Code, frame, "The error has a code beyond the common ones", "400, 401, 403, 404, 429 or 500", Numbers.Show(code));
        }
    }

    private static string? FindRepeated(ServerMessage message) => FindRepeated(message.Root) ?? (message.HasData ? FindRepeated(message.Data) : null);

    private static string? FindRepeated(JsonElement parent)
    {
        var index = 0;
        foreach (var member in parent.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            var seen = 0;
            foreach (var earlier in parent.EnumerateObject())
            {
                if (seen++ == index) break;
                if (JsonMarshal.GetRawUtf8PropertyName(earlier).SequenceEqual(name)) return Encoding.UTF8.GetString(name[..Math.Min(40, name.Length)]);
            }

            // Nobody's message has so many members; comparing each with each must not cost more than the message is worth.
            if (++index > 64) return null;
        }

        return null;
    }

    private static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() is { Length: <= 40 } text ? text : "a long word" : null;
}
