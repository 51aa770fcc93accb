using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Replaying;

/// <summary>
/// What stands in the place of redaction marks while a recording is played: what the client of today says where the client of then said the marked
/// thing, and until that is known something made up. A client that gets its own key back finds its way.
/// </summary>
/// <param name="outer">Knows what this one does not.</param>
internal sealed partial class MarkBook(MarkBook? outer = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _known = [];

    /// <summary>Learns from what the client says now where it said this then.</summary>
    public void Learn(HttpExchange recorded, HttpExchange live)
    {
        foreach (var (name, value) in recorded.Headers) Learn(value, live.Header(name));
        foreach (var group in recorded.Query.GroupBy(pair => pair.Key))
        {
            var values = live.Query.Where(pair => pair.Key == group.Key).Select(pair => pair.Value);
            foreach (var (then, now) in group.Select(pair => pair.Value).Zip(values)) Learn(then, now);
        }
    }

    /// <summary>The same of a message.</summary>
    public void Learn(Frame recorded, ReadOnlyMemory<byte> live)
    {
        if (!recorded.Text.Contains("redacted:", StringComparison.Ordinal)) return;
        try
        {
            using var then = JsonDocument.Parse(recorded.Payload);
            using var now = JsonDocument.Parse(live);
            Learn(then.RootElement, now.RootElement);
        }
        catch (JsonException)
        {
            // One of them is no JSON: nothing lies side by side.
        }
    }

    /// <summary>A recorded text as this client has to see it.</summary>
    public string Fill(string recorded)
    {
        if (!recorded.Contains("redacted:", StringComparison.Ordinal)) return recorded;
        var isJson = recorded.AsSpan().TrimStart() is ['{' or '[', ..];
        return Mark().Replace(recorded, match => ValueOf(match.Value) is var value && isJson ? JsonEncodedText.Encode(value, FrameWriter.Options.Encoder).Value : value);
    }

    /// <summary>Whether that text holds something that stands here for a mark.</summary>
    public bool Issued(string text)
    {
        lock (_gate) return _known.Values.Any(value => value.Length > 8 && text.Contains(value, StringComparison.Ordinal));
    }

    private void Learn(JsonElement then, JsonElement now)
    {
        if (then.ValueKind != now.ValueKind) return;
        switch (then.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in then.EnumerateObject())
                {
                    if (now.TryGetProperty(member.Name, out var same)) Learn(member.Value, same);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (one, other) in then.EnumerateArray().Zip(now.EnumerateArray())) Learn(one, other);
                break;
            case JsonValueKind.String:
                Learn(then.GetString()!, now.GetString());
                break;
        }
    }

    private void Learn(string then, string? now)
    {
        if (now is null || Mark().Match(then) is not { Success: true } mark) return;
        var (before, after) = (then[..mark.Index], then[(mark.Index + mark.Length)..]);
        if (now.Length <= before.Length + after.Length || !now.StartsWith(before, StringComparison.Ordinal) || !now.EndsWith(after, StringComparison.Ordinal)) return;
        lock (_gate) _known[Name(mark.Value)] = now[before.Length..^after.Length];
    }

    private string ValueOf(string mark)
    {
        var name = Name(mark);
        for (var book = this; book is not null; book = book.Outer)
        {
            lock (book._gate)
            {
                if (book._known.TryGetValue(name, out var known)) return known;
            }
        }

        // Made up once for the whole session, so that the same secret stays the same.
        return Outer is null ? MakeUp(name, mark) : Outer.ValueOf(mark);
    }

    private string MakeUp(string name, string mark)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(name, out var value)) _known[name] = value = MadeUp.For(mark);
            return value;
        }
    }

    private MarkBook? Outer => outer;

    /// <summary>The mark without the facts behind it.</summary>
    private static string Name(string mark) => mark.Split(';')[0];

    [GeneratedRegex("""redacted:[a-z_]+:[0-9a-f]{8}(?:;[a-z]+=[^;\s"&,\\]*)*""", RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Mark();
}
