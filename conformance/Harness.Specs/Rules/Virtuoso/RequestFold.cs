using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Every message of a client has the fields and kinds of its action.</summary>
internal sealed class RequestFold(VirtuosoSession session) : Fold
{
    private const string Action = "virtuoso.request.001";
    private const string AuthFields = "virtuoso.auth.003";
    private const string AuthKinds = "virtuoso.auth.004";
    private const string AuthMillis = "virtuoso.auth.005";
    private const string AuthSecret = "virtuoso.auth.017";
    private const string Channels = "virtuoso.subscribe.001";
    private const string Params = "virtuoso.subscribe.002";
    private const string ChannelWord = "virtuoso.subscribe.003";
    private const string ParamsNeeded = "virtuoso.subscribe.013";
    private const string Unsubscribe = "virtuoso.unsubscribe.001";
    private const string Type = "virtuoso.market-data.001";
    private const string Depth = "virtuoso.orderbook.001";
    private const string Pong = "virtuoso.heartbeat.005";

    public static IReadOnlyList<string> Clauses { get; } =
        [Action, AuthFields, AuthKinds, AuthMillis, AuthSecret, Channels, Params, ChannelWord, ParamsNeeded, Unsubscribe, Type, Depth, Pong];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Client)) return;
        findings.Applied();
        if (!frame.TryGetObject(out var root))
        {
            findings.Report(Action, frame, "The client's message cannot be read", "one JSON object with an action", frame.NotJson ?? "another kind of JSON value");
            return;
        }

        switch (session.Request?.Kind)
        {
            case RequestKind.Authenticate:
                JudgeAuthenticate(frame, root, findings);
                JudgeSecret(frame, root, findings);
                break;
            case RequestKind.Subscribe:
                JudgeChannels(frame, root, Channels, ChannelWord, findings);
                JudgeParams(frame, root, session.Request, Params, ParamsNeeded, Type, Depth, findings);
                break;
            case RequestKind.Unsubscribe:
                JudgeChannels(frame, root, Unsubscribe, Unsubscribe, findings);
                JudgeParams(frame, root, session.Request, Unsubscribe, Unsubscribe, Unsubscribe, Unsubscribe, findings);
                break;
            case RequestKind.Unknown:
                JudgeAction(frame, root, findings);
                break;
        }
    }

    private static void JudgeAction(FrameView frame, JsonElement root, FindingSink findings)
    {
        if (root.TryGetProperty("event"u8, out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals("pong"u8))
        {
            findings.Report(Pong, frame, "The client answers with an event where an action belongs", """{"action":"pong","timestamp":…}""", """{"event":"pong"…}""");
            return;
        }

        var word = root.TryGetProperty("action"u8, out var action) && action.ValueKind == JsonValueKind.String ? action.GetString()! : null;
        findings.Report(
            Action, frame, word is null ? "The client's message has no action" : $"The client's message has an action that there is none of{NearestWord.Hint(word, VirtuosoWords.Actions)}",
            "action: authenticate, subscribe, unsubscribe or pong", word is null ? Members(root) : $"action \"{Short(word)}\"");
    }

    private static void JudgeAuthenticate(FrameView frame, JsonElement root, FindingSink findings)
    {
        foreach (var (name, kind) in new[] { ("api_key", JsonValueKind.String), ("timestamp", JsonValueKind.Number), ("signature", JsonValueKind.String) })
        {
            if (!root.TryGetProperty(name, out var member))
            {
                findings.Report(AuthFields, frame, $"authenticate lacks {name}", "api_key, timestamp and signature", Members(root));
            }
            else if (member.ValueKind != kind)
            {
                findings.Report(AuthKinds, frame, $"{name} of authenticate is of another kind", JsonKinds.Name(kind), JsonKinds.Name(member.ValueKind));
            }
            else if (Numbers.Read(member) is { } signed && !EpochMillis.IsPlausible(signed))
            {
                findings.Report(AuthMillis, frame, "timestamp of authenticate is not in milliseconds", "milliseconds since the epoch, such as 1647356789123", Numbers.Show(signed));
            }
        }
    }

    /// <summary>Its value stays where it is: a report must not repeat it.</summary>
    private static void JudgeSecret(FrameView frame, JsonElement root, FindingSink findings)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!member.Name.Contains("secret", StringComparison.OrdinalIgnoreCase)) continue;
            findings.Report(AuthSecret, frame, "authenticate carries the secret itself", "api_key, timestamp and signature alone", Short(member.Name));
            return;
        }
    }

    private static void JudgeChannels(FrameView frame, JsonElement root, string clause, string wordClause, FindingSink findings)
    {
        if (RequestReader.Strings(root, "channels"u8) is not { Count: > 0 } channels)
        {
            var actual = root.TryGetProperty("channels"u8, out var member) ? JsonKinds.Show(member) : Members(root);
            findings.Report(clause, frame, "The request does not list its channels", """channels: a list of words, such as ["market_data"]""", actual);
            return;
        }

        foreach (var word in channels.Distinct())
        {
            if (VirtuosoWords.Channels.Contains(word)) continue;
            findings.Report(
                wordClause, frame, $"The request names a channel that there is none of{NearestWord.Hint(word, VirtuosoWords.Channels)}",
                $"one of {string.Join(", ", VirtuosoWords.Channels)}", Short(word));
        }
    }

    private static void JudgeParams(
        FrameView frame, JsonElement root, VirtuosoRequest request, string clause, string neededClause, string typeClause, string depthClause, FindingSink findings)
    {
        const string Expected = """params: {"exchange": "binance", "symbols": ["BTCUSDT"]}""";
        var isNeeded = request.Channels.Any(channel => channel != VirtuosoWords.SystemEvents);
        if (!root.TryGetProperty("params"u8, out var parameters))
        {
            if (isNeeded) findings.Report(neededClause, frame, "The request has no params", Expected, Members(root));
            return;
        }

        if (parameters.ValueKind != JsonValueKind.Object)
        {
            findings.Report(clause, frame, "params is no object", Expected, JsonKinds.Show(parameters));
            return;
        }

        if (!parameters.TryGetProperty("exchange"u8, out var exchange))
        {
            if (isNeeded) findings.Report(neededClause, frame, "params lacks exchange", Expected, Members(parameters));
        }
        else if (exchange.ValueKind != JsonValueKind.String)
        {
            findings.Report(clause, frame, "exchange is no string", Expected, JsonKinds.Show(exchange));
        }

        if (!parameters.TryGetProperty("symbols"u8, out var symbols))
        {
            if (isNeeded) findings.Report(neededClause, frame, "params lacks symbols", Expected, Members(parameters));
        }
        else if (RequestReader.Strings(parameters, "symbols"u8) is null)
        {
            findings.Report(clause, frame, "symbols is no list of strings", Expected, JsonKinds.Show(symbols));
        }

        if (parameters.TryGetProperty("type"u8, out var type) && type.ValueKind != JsonValueKind.String) findings.Report(typeClause, frame, "type is no string", "ticker", JsonKinds.Show(type));
        if (parameters.TryGetProperty("depth"u8, out var depth) && depth.ValueKind != JsonValueKind.Number) findings.Report(depthClause, frame, "depth is no number", "a number, such as 10", JsonKinds.Show(depth));
    }

    private static string Members(JsonElement root) =>
        root.EnumerateObject().Any() ? $"the members {string.Join(", ", root.EnumerateObject().Take(8).Select(member => Short(member.Name)))}" : "an empty object";

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
