using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Admin;

/// <summary>What a frame must hold, as a scenario's <c>where</c> says it: of messages their JSON, of requests and answers their parts, of closes code and reason.</summary>
internal sealed class FrameContentMatch
{
    private readonly IReadOnlyList<ScenarioMatcher> _plain;

    /// <summary>Empty where no HTTP frame can fit.</summary>
    private readonly IReadOnlyList<ScenarioMatcher> _http;

    private FrameContentMatch(IReadOnlyList<ScenarioMatcher> plain, IReadOnlyList<ScenarioMatcher> http)
    {
        _plain = plain;
        _http = http;
    }

    /// <summary>All of these expectations together.</summary>
    /// <returns>Null where one of them is broken.</returns>
    public static FrameContentMatch? Of(IReadOnlyList<JsonElement> expectations, out AdminProblem? problem)
    {
        AdminProblem? first = null;
        List<ScenarioMatcher> plain = [.. expectations.Select(expected => ScenarioMatcher.Compile(
            expected,
            MatchSyntax.Plain,
            (path, message) => first ??= AdminProblem.At($"/where{path}", message, expected)))];
        problem = first;
        if (first is not null) return null;

        // {"status":"alive"} is no status of HTTP, but it may well be meant for a message.
        List<ScenarioMatcher> http = [.. expectations.Select(ScenarioMatcher.CompileHttp).OfType<ScenarioMatcher>()];
        return new FrameContentMatch(plain, http.Count == plain.Count ? http : []);
    }

    public bool Matches(Frame frame)
    {
        if (Content(frame) is not { } content || For(frame).Count == 0) return false;
        using var subject = MatchSubject.Read(content);
        return For(frame).All(matcher => matcher.Matches(subject.Root));
    }

    /// <summary>How near a frame came; null for one that holds nothing to compare.</summary>
    public MatchExplanation? Explain(Frame frame)
    {
        if (Content(frame) is not { } content || For(frame).Count == 0) return null;
        using var subject = MatchSubject.Read(content);
        var all = For(frame).Select(matcher => matcher.Explain(subject.Root)).ToList();
        return new MatchExplanation(all.Sum(one => one.Agreed), all.Select(one => one.First).FirstOrDefault(first => first is not null));
    }

    private IReadOnlyList<ScenarioMatcher> For(Frame frame) => frame.Http is null ? _plain : _http;

    private static ReadOnlyMemory<byte>? Content(Frame frame) => frame switch
    {
        { Http: { } http } => HttpDocument.Write(http),
        { Kind: FrameKind.Text } => frame.Payload,
        { Kind: FrameKind.Close } => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["code"] = frame.Code, ["reason"] = frame.Reason }),
        _ => null,
    };
}
