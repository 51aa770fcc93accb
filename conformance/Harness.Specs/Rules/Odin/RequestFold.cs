using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Request Message Structure, Actions: what a client sends.</summary>
internal sealed class RequestFold(OdinSession session) : Fold
{
    private const string Action = "odin.request.001";
    private const string Stocks = "odin.request.002";
    private const string Frame = "odin.request.003";
    private const string NoParameters = "odin.request.004";

    private static readonly string[] Actions = ["subscribe", "unsubscribe", "get_subscriptions", "market_status", "ping"];

    public static IReadOnlyList<string> Clauses { get; } = [Action, Stocks, Frame, NoParameters];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Client || session.Of(frame.Connection) is null) return;
        if (frame.Kind == FrameKind.Binary) findings.Report(Action, frame, "The client sends a binary frame", "a JSON object in a text frame", $"{frame.Frame.Payload.Length} bytes");
        if (frame.Kind != FrameKind.Text) return;
        findings.Applied();
        if (!frame.TryGetJson(out var root)) findings.Report(Action, frame, "The request cannot be read", "one JSON object", frame.NotJson!);
        else if (root.ValueKind != JsonValueKind.Object) findings.Report(Action, frame, "The request is no object", "one JSON object", OdinMessage.Show(root));
        else Judge(frame, root, findings);
    }

    private static void Judge(FrameView frame, JsonElement root, FindingSink findings)
    {
        var action = OdinMessage.Text(root, "action"u8);
        if (action is null || !Actions.Contains(action))
        {
            var hint = action is null ? "" : NearestWord.Hint(action, Actions);
            findings.Report(Action, frame, $"There is no such action{hint}", string.Join(", ", Actions), root.TryGetProperty("action"u8, out var member) ? OdinMessage.Show(member) : "none");
        }
        else if (action is "subscribe" or "unsubscribe")
        {
            JudgeStocks(frame, root, action, findings);
        }
        else if (root.TryGetProperty("stocks"u8, out _))
        {
            findings.Report(NoParameters, frame, $"{action} carries stocks, which are ignored", "no parameters", "stocks");
        }

        if (root.TryGetProperty("type"u8, out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("request"u8)))
        {
            findings.Report(Frame, frame, "type of the request is another one", "\"request\", or none", OdinMessage.Show(type));
        }

        if (root.TryGetProperty("timestamp"u8, out var timestamp) && timestamp.ValueKind != JsonValueKind.Number)
        {
            findings.Report(Frame, frame, "timestamp of the request is no number", "milliseconds since the epoch, or none", OdinMessage.Show(timestamp));
        }
    }

    private static void JudgeStocks(FrameView frame, JsonElement root, string action, FindingSink findings)
    {
        if (!root.TryGetProperty("stocks"u8, out var stocks))
        {
            findings.Report(Stocks, frame, $"{action} carries no stocks", "a list of symbols and tokens", string.Join(", ", root.EnumerateObject().Take(8).Select(member => member.Name)));
        }
        else if (stocks.ValueKind != JsonValueKind.Array || stocks.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            findings.Report(Stocks, frame, "stocks is no list of strings", "[\"SBIN\", \"2885\"]", OdinMessage.Show(stocks));
        }
        else if (action == "subscribe" && stocks.EnumerateArray().All(item => string.IsNullOrWhiteSpace(item.GetString())))
        {
            findings.Report(Stocks, frame, "subscribe names no stock, which the document answers with an error", "at least one symbol or token", OdinMessage.Show(stocks));
        }
    }
}
