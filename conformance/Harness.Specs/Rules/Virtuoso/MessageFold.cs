using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>
/// Every message of the server has the fields and kinds of its event or channel. The schema that pins the mock says whether; which clause is
/// broken is found member by member.
/// </summary>
internal sealed class MessageFold(VirtuosoSession session) : Fold
{
    private const string Object = "virtuoso.message.001";
    private const string NamesChannel = "virtuoso.message.004";
    private const string TextFrames = "virtuoso.message.011";
    private const string TickerType = "virtuoso.market-data.002";
    private const string Levels = "virtuoso.orderbook.003";
    private const string OrderUpdate = "virtuoso.orders.019";
    private const string PositionUpdate = "virtuoso.positions.012";
    private const string Unfilled = "virtuoso.orders.018";

    private static readonly Lazy<JsonSchema> Schema = new(() =>
    {
        var set = new SchemaSet();
        foreach (var path in FixtureFiles.Under("virtuoso/schemas", ".json")) set.Add(path, FixtureFiles.Read(path));
        return set.Compile().Get("virtuoso/schemas/server-message.json");
    });

    public static IReadOnlyList<string> Clauses { get; } =
    [
        .. new[] { Object, NamesChannel, TextFrames, TickerType, Levels, OrderUpdate, PositionUpdate, Unfilled }
            .Concat(ServerFields.Events.Values.Concat(ServerFields.Channels.Values).Concat(ServerFields.DataOf.Values)
                .Append(ServerFields.Fee).Append(ServerFields.ExchangeConnectionStatus)
                .SelectMany(members => members).SelectMany(member => new[] { member.Missing, member.Wrong }))
            .Distinct(),
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server) return;
        if (frame.Kind == FrameKind.Binary)
        {
            findings.Report(TextFrames, frame, "The server sends a binary frame", "messages in text frames", $"{frame.Frame.Payload.Length} bytes");
            return;
        }

        if (frame.Kind != FrameKind.Text) return;
        findings.Applied();
        if (session.Server is not { } message)
        {
            var isJson = frame.TryGetJson(out var other);
            findings.Report(Object, frame, "The message is no JSON object", "one JSON object", isJson ? JsonKinds.Name(other.ValueKind) : frame.NotJson!);
            return;
        }

        if (message.Channel == VirtuosoWords.MarketData) JudgeTicker(frame, message, findings);
        if (message.Channel is VirtuosoWords.Orders or VirtuosoWords.Positions) JudgeUpdate(frame, message, findings);
        if (Schema.Value.IsValid(frame.Frame.Payload.Span)) return;
        if (Judge(frame, message, findings)) return;

        // Who waits for the acknowledgement tells that it has no list of channels.
        if (message is { Event: "subscribed" or "unsubscribed", Answers: not null } && RequestReader.Strings(message.Root, "channels"u8) is null) return;
        var error = Schema.Value.Validate(frame.Frame.Payload.Span)[0];
        findings.Report(Object, frame, $"The message is not as documented{(error.InstancePath.Length == 0 ? "" : $" at {error.InstancePath}")}", error.Expected, error.Actual);
    }

    private static bool Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (message.Event is { } name) return ServerFields.Events.TryGetValue(name, out var event_) && Judge(frame, message.Root, name, event_, findings);
        if (message.Channel is { } channel) return JudgeChannel(frame, message, channel, findings);
        if (message.HasChannel)
        {
            message.Root.TryGetProperty("channel"u8, out var word);
            if (word.ValueKind == JsonValueKind.String) return false;
            findings.Report(NamesChannel, frame, "channel is no string", $"one of {string.Join(", ", VirtuosoWords.Channels)}", JsonKinds.Show(word));
            return true;
        }

        if (message.Data.ValueKind != JsonValueKind.Undefined)
        {
            findings.Report(NamesChannel, frame, "The message has data and names no channel", "channel", Members(message.Root));
            return true;
        }

        if (message.Root.TryGetProperty("event"u8, out var kind) && kind.ValueKind == JsonValueKind.String) return false;
        findings.Report(Object, frame, "The message is neither an event nor the data of a channel", "event or channel, a string", Members(message.Root));
        return true;
    }

    private static bool JudgeChannel(FrameView frame, ServerMessage message, string channel, FindingSink findings)
    {
        var found = Judge(frame, message.Root, channel, ServerFields.Channels[channel], findings);
        if (!message.HasData) return found;
        var isTicker = channel != VirtuosoWords.MarketData || (message.Root.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("ticker"u8));
        var members = isTicker ? ServerFields.DataOf[channel] : [ServerFields.DataOf[channel][0]];
        if (channel == VirtuosoWords.Orders && IsOpenInPrice(message.Data))
        {
            // What such an order will cost nobody can say yet.
            var open = members.Where(member => ServerFields.KnownOnceFilled.Contains(member.Name) && message.Data.TryGetProperty(member.Utf8, out var value) && value.ValueKind == JsonValueKind.Null).ToList();
            foreach (var member in open) findings.Report(Unfilled, frame, $"{member.Name} of an order that is not filled is null", "a number, as in the example of a limit order", "null");
            members = [.. members.Except(open)];
            found |= open.Count > 0;
        }

        found |= Judge(frame, message.Data, $"data of {channel}", members, findings);
        return found | JudgeInside(frame, message, channel, findings);
    }

    /// <summary>No limit order, and nothing of it is filled.</summary>
    private static bool IsOpenInPrice(JsonElement order) =>
        order.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && !type.ValueEquals("limit"u8) && Numbers.Read(order, "filled"u8) is null or 0;

    /// <summary>The document shows one word; who sends others says more than that something changed.</summary>
    private static void JudgeUpdate(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (!message.Root.TryGetProperty("event"u8, out var update) || update.ValueKind != JsonValueKind.String || update.ValueEquals("update"u8)) return;
        findings.Report(message.Channel == VirtuosoWords.Orders ? OrderUpdate : PositionUpdate, frame, $"A message of {message.Channel} has another event", "update", JsonKinds.Show(update));
    }

    private static bool JudgeInside(FrameView frame, ServerMessage message, string channel, FindingSink findings)
    {
        switch (channel)
        {
            case VirtuosoWords.Orders when message.Data.TryGetProperty("fee"u8, out var fee) && fee.ValueKind == JsonValueKind.Object:
                return Judge(frame, fee, "fee", ServerFields.Fee, findings);
            case VirtuosoWords.Orderbook:
                return JudgeLevels(frame, message.Data, "bids", findings) | JudgeLevels(frame, message.Data, "asks", findings);
            case VirtuosoWords.SystemEvents when message.Root.TryGetProperty("event"u8, out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals("exchange_connection_status"u8):
                return Judge(frame, message.Data, "data of exchange_connection_status", ServerFields.ExchangeConnectionStatus, findings);
            default:
                return false;
        }
    }

    private static bool JudgeLevels(FrameView frame, JsonElement data, string side, FindingSink findings)
    {
        if (!data.TryGetProperty(side, out var levels) || levels.ValueKind != JsonValueKind.Array) return false;
        foreach (var level in levels.EnumerateArray())
        {
            if (level.ValueKind == JsonValueKind.Array && level.GetArrayLength() == 2 && level[0].ValueKind == JsonValueKind.Number && level[1].ValueKind == JsonValueKind.Number) continue;
            findings.Report(Levels, frame, $"A level of {side} is no price and amount", "an array of two numbers", JsonKinds.Show(level));
            return true;
        }

        return false;
    }

    /// <summary>What was subscribed as ticker comes as ticker.</summary>
    private void JudgeTicker(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { } state || !state.Subscribed.TryGetValue(message.Key, out var request) || request.Type != "ticker") return;
        if (!message.Root.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String || type.ValueEquals("ticker"u8)) return;
        findings.Report(TickerType, frame, "What was subscribed as ticker comes as another type", "type ticker", JsonKinds.Show(type));
    }

    private static bool Judge(FrameView frame, JsonElement parent, string what, Member[] members, FindingSink findings)
    {
        var found = false;
        foreach (var member in members)
        {
            if (!parent.TryGetProperty(member.Utf8, out var value))
            {
                findings.Report(member.Missing, frame, $"{what} lacks {member.Name}", $"{member.Name}, {JsonKinds.Name(member.Kind)}", Members(parent));
            }
            else if (value.ValueKind != member.Kind && !(member.OrNull && value.ValueKind == JsonValueKind.Null))
            {
                findings.Report(member.Wrong, frame, $"{member.Name} of {what} is of another kind", JsonKinds.Name(member.Kind) + (member.OrNull ? " or null" : ""), JsonKinds.Show(value));
            }
            else
            {
                continue;
            }

            found = true;
        }

        return found;
    }

    private static string Members(JsonElement parent) =>
        parent.EnumerateObject().Any() ? $"the members {string.Join(", ", parent.EnumerateObject().Take(12).Select(member => member.Name.Length <= 40 ? member.Name : member.Name[..40] + "…"))}" : "an empty object";
}
