using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Recording;

/// <summary>
/// Tells peers apart by their credentials without knowing any: by the marks that redaction puts in their place. A token belongs to whoever asked for
/// it, so that one peer's sockets stay together when its tokens change.
/// </summary>
internal sealed partial class PeerMarks(Redactor redactor)
{
    private const int MostOwners = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _owners = [];

    /// <summary>Whose handshake or request this is; null where it carries no credential.</summary>
    public string? Of(HttpExchange request, string protocol)
    {
        var safe = Safe(FrameKind.Open, request, protocol);
        return Owner(safe.Headers.Concat(safe.Query).Select(pair => pair.Value));
    }

    /// <summary>Whose message this is; null where it carries no credential.</summary>
    public string? Of(ReadOnlyMemory<byte> text, string protocol)
    {
        var safe = redactor.Redact(new Frame { T = 0, Connection = 1, Index = 0, From = Party.Client, Kind = FrameKind.Text, Payload = text }, protocol);
        return safe.Payload.Equals(text) ? null : Owner([safe.Text]);
    }

    /// <summary>Whose exchange this is: the tokens in a good answer belong to who asked.</summary>
    public string? Of(HttpExchange request, HttpExchange response, string protocol)
    {
        if (response.Status is not (>= 200 and < 300)) return null;
        var tokens = Marks(Safe(FrameKind.Http, response, protocol).Body ?? "").ToList();
        if (tokens.Count == 0) return Of(request, protocol);
        var asked = Safe(FrameKind.Http, request, protocol);
        var owner = $"{asked.Path?.TrimEnd('/')} {string.Join('&', asked.Query.Select(pair => $"{pair.Key}={pair.Value}"))} {asked.Body}".Trim();
        lock (_gate)
        {
            if (_owners.Count >= MostOwners) _owners.Clear();
            foreach (var token in tokens) _owners[token] = owner;
        }

        return owner;
    }

    private HttpExchange Safe(FrameKind kind, HttpExchange http, string protocol) =>
        redactor.Redact(new Frame { T = 0, Connection = 1, Index = 0, From = Party.Client, Kind = kind, Http = http }, protocol).Http!;

    private string? Owner(IEnumerable<string> texts)
    {
        var marks = texts.SelectMany(Marks).ToList();
        lock (_gate)
        {
            foreach (var mark in marks)
            {
                if (_owners.TryGetValue(mark, out var owner)) return owner;
            }
        }

        return marks.FirstOrDefault();
    }

    private static IEnumerable<string> Marks(string text) => Mark().Matches(text).Select(match => match.Value);

    [GeneratedRegex("redacted:(?:jwt|token|api_key):[0-9a-f]{8}", RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Mark();
}
