using System.Security.Cryptography;
using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Specs.Judging;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests;

/// <summary>
/// Writes a session tersely: each call adds what crosses the wire at the current time, which <see cref="At"/> and <see cref="After"/> move (seconds).
/// What is not said is as it should be: handshakes carry good headers, requests are answered by whoever calls for it.
/// </summary>
internal sealed class Session(string protocol)
{
    public static readonly DateTimeOffset Started = new(2025, 11, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Frame> _frames = [];
    private readonly Dictionary<int, int> _next = [];
    private long _t;
    private int _last;
    private int _connection;

    public IReadOnlyList<Frame> Frames => _frames;

    public Transcript Transcript => new(new TranscriptHeader { Session = "s-0001", Protocol = protocol, Started = Started }, _frames);

    /// <summary>Moves to a second since the start.</summary>
    public Session At(double seconds)
    {
        _t = (long)(seconds * 1_000_000);
        return this;
    }

    public Session After(double seconds)
    {
        _t += (long)(seconds * 1_000_000);
        return this;
    }

    /// <summary>What follows is said on that connection.</summary>
    public Session On(int connection)
    {
        _connection = connection;
        return this;
    }

    /// <summary>A client's HTTP request on a connection of its own.</summary>
    public Session Request(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        _connection = ++_last;
        var (bare, query) = SplitQuery(path);
        return Add(FrameKind.Http, Party.Client, http: new HttpExchange { Method = method, Path = bare, Query = query, Body = body, Headers = Pairs(headers) });
    }

    public Session Response(int status, string? body = null, params (string Name, string Value)[] headers) =>
        Add(FrameKind.Http, Party.Server, http: new HttpExchange { Status = status, Body = body, Headers = Pairs(headers) });

    /// <summary>The client's half of a handshake, on a new connection.</summary>
    public Session Ask(string path, params (string Name, string Value)[] headers)
    {
        _connection = ++_last;
        var key = Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(_last)).AsSpan(0, 16));
        (string, string)[] good = [("Host", "localhost"), ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Key", key), ("Sec-WebSocket-Version", "13")];
        var kept = good.Where(pair => !headers.Any(header => header.Name.Equals(pair.Item1, StringComparison.OrdinalIgnoreCase)));
        var (bare, query) = SplitQuery(path);
        return Add(FrameKind.Open, Party.Client, http: new HttpExchange { Method = "GET", Path = bare, Query = query, Headers = Pairs([.. kept, .. headers]) });
    }

    /// <summary>The server's half: 101.</summary>
    public Session Accept(params (string Name, string Value)[] headers)
    {
        var key = _frames.Last(frame => frame.Connection == _connection && frame.Kind == FrameKind.Open).Http!.Header("Sec-WebSocket-Key") ?? "";
        (string, string)[] good = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", AcceptOf(key))];
        var kept = good.Where(pair => !headers.Any(header => header.Name.Equals(pair.Item1, StringComparison.OrdinalIgnoreCase)));
        return Add(FrameKind.Open, Party.Server, http: new HttpExchange { Status = 101, Headers = Pairs([.. kept, .. headers]) });
    }

    /// <summary>A whole handshake.</summary>
    public Session Open(string path, params (string Name, string Value)[] headers) => Ask(path, headers).Accept();

    public Session Refuse(int status, string? body = null) => Add(FrameKind.Refuse, Party.Server, http: new HttpExchange { Status = status, Body = body });

    public Session Client(string text) => Add(FrameKind.Text, Party.Client, Encoding.UTF8.GetBytes(text));

    public Session Server(string text) => Add(FrameKind.Text, Party.Server, Encoding.UTF8.GetBytes(text));

    public Session Send(Party from, FrameKind kind, byte[] payload, string? reason = null) => Add(kind, from, payload, reason: reason);

    public Session Ping(Party from, string data) => Add(FrameKind.Ping, from, Encoding.UTF8.GetBytes(data));

    public Session Pong(Party from, string data) => Add(FrameKind.Pong, from, Encoding.UTF8.GetBytes(data));

    public Session Close(Party from, int? code, string? reason = null) => Add(FrameKind.Close, from, code: code, reason: reason);

    /// <summary>A close frame from one side and its echo.</summary>
    public Session Closed(Party by, int? code, string? reason = null) =>
        Close(by, code, reason).Close(by == Party.Client ? Party.Server : Party.Client, code, reason);

    public Session Reset(Party from, int? code = null, string? reason = null) => Add(FrameKind.Reset, from, code: code, reason: reason);

    public Session Gap(long frames) => Add(FrameKind.Gap, Party.Server, frames: frames);

    /// <summary>The wire was observed until now.</summary>
    public Session Observed() => Gap(0);

    /// <summary>Repeats a piece of the story.</summary>
    public Session Times(int count, Action<Session, int> piece)
    {
        for (var i = 0; i < count; i++) piece(this, i);
        return this;
    }

    public Judge Judge(JudgeOptions? options = null) => Specs.Judging.Judge.Run(Transcript, options);

    /// <summary>Findings above a level, each as <c>FAIL ht-tse.query.001 #1.0</c>.</summary>
    public string[] Findings(JudgeOptions? options = null, Verdict atLeast = Verdict.Info) => Short(Judge(options), atLeast);

    public static string[] Short(Judge judge, Verdict atLeast = Verdict.Info) =>
    [
        .. judge.Findings.Where(finding => finding.Verdict >= atLeast)
            .Select(finding => $"{finding.Verdict.Word()} {finding.Clause.Id}{(finding.Frame is { } frame ? $" {frame}" : "")}"),
    ];

    /// <summary>The same session after it went to disk without its secrets and came back.</summary>
    public Transcript Recorded(Func<string, bool?>? verifySignature = null)
    {
        var bytes = TranscriptWriter.ToBytes(Transcript, Redactor.FromSeed(7, verifySignature));
        return TranscriptReader.Read(new MemoryStream(bytes), "a.jsonl").Transcript!;
    }

    public static string AcceptOf(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));

    private Session Add(
        FrameKind kind, Party from, byte[]? payload = null, HttpExchange? http = null, int? code = null, string? reason = null, long? frames = null)
    {
        var index = _next.GetValueOrDefault(_connection);
        _next[_connection] = index + 1;
        _frames.Add(new Frame
        {
            T = _t, Connection = Math.Max(1, _connection), Index = index, From = from, Kind = kind, Payload = payload ?? [], Http = http, Code = code,
            Reason = reason, Frames = frames,
        });
        return this;
    }

    private static (string Path, List<KeyValuePair<string, string>> Query) SplitQuery(string path)
    {
        var parts = path.Split('?', 2);
        var query = parts.Length < 2
            ? []
            : parts[1].Split('&').Select(piece => piece.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair.Length < 2 ? "" : pair[1]));
        return (parts[0], [.. query]);
    }

    private static List<KeyValuePair<string, string>> Pairs(IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))];
}
