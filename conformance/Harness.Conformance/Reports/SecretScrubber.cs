using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Conformance.Reports;

/// <summary>Takes the secrets of one session out of everything that leaves it: frames, and the texts that quote them.</summary>
internal sealed class SecretScrubber
{
    /// <summary>Runs over whatever a peer sent, so it must be linear: no clock ends it.</summary>
    private static readonly Regex Jwt = new(
        @"eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);

    private readonly Redactor _redactor = new(RandomNumberGenerator.GetBytes(16));
    private readonly Dictionary<string, string> _marks = [];
    private readonly string _protocol;

    public SecretScrubber(string protocol, IEnumerable<Frame> frames)
    {
        _protocol = protocol;
        foreach (var frame in frames) Learn(frame);
    }

    /// <summary>Takes note of the secrets in a frame.</summary>
    public void Learn(Frame frame)
    {
        if (frame.Http is { } raw && Scrub(frame).Http is { } safe && !ReferenceEquals(raw, safe)) Learn(raw, safe);
    }

    public Frame Scrub(Frame frame) => _redactor.Redact(frame, _protocol);

    public Transcript Scrub(Transcript transcript) => transcript with { Frames = [.. transcript.Frames.Select(Scrub)] };

    public string Scrub(string text)
    {
        foreach (var (secret, mark) in _marks) text = text.Replace(secret, mark, StringComparison.Ordinal);
        return Jwt.Replace(text, match => _redactor.Mark("token", match.Value));
    }

    public CaseFinding Scrub(CaseFinding finding) => finding with
    {
        Message = Scrub(finding.Message),
        Expected = Scrub(finding.Expected),
        Actual = Scrub(finding.Actual),
    };

    private void Learn(HttpExchange raw, HttpExchange safe)
    {
        foreach (var (secret, mark) in raw.Headers.Zip(safe.Headers).Concat(raw.Query.Zip(safe.Query)).Select(pair => (pair.First.Value, pair.Second.Value)))
        {
            if (secret != mark && secret.Length > 6) _marks[secret] = mark;
        }
    }
}
