using System.Globalization;
using System.Text;
using Harness.Load.Clients;
using Harness.Load.Receiving;

namespace Harness.Load.Protocols.Virtuoso;

/// <summary>The Virtuoso document: logs in by message, then subscribes; answers the server's pings. A round trip is a ping of its own.</summary>
internal sealed class VirtuosoLoad : ILoadProtocol
{
    private const string WithoutSymbols = "system_events";

    public string Protocol => "virtuoso";

    public string RoundTrip => "ping until pong";

    public string? NoRoundTrips(LoadOptions options) => null;

    public void Begin(LoadClient client)
    {
        client.Prepare();
        client.Send($$"""{"action":"authenticate","api_key":{{client.Json("api_key")}},"timestamp":{{client.Json("timestamp")}},"signature":{{client.Json("signature")}}}""");
    }

    public void Ask(LoadClient client) => client.Send("""{"action":"ping"}""");

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        var named = JsonBytes.First(message, "\"event\""u8);
        // What has a channel is data, whatever event it tells of.
        if (named.IsEmpty || !JsonBytes.First(message, "\"channel\""u8).IsEmpty) return ReadData(client, message);
        if (named.SequenceEqual("ping"u8)) client.Send(string.Create(CultureInfo.InvariantCulture, $$"""{"action":"pong","timestamp":{{client.Now / 1000}}}"""));
        else if (named.SequenceEqual("pong"u8)) client.Answered();
        else if (named.SequenceEqual("authenticated"u8)) Subscribe(client);
        else if (named.SequenceEqual("error"u8)) client.Fail($"error {JsonBytes.Number(JsonBytes.First(message, "\"code\""u8))}: {Encoding.UTF8.GetString(JsonBytes.First(message, "\"message\""u8))}");
        return Reading.Other;
    }

    private static Reading ReadData(LoadClient client, ReadOnlySpan<byte> message)
    {
        var stream = Reading.Hash(JsonBytes.First(message, "\"channel\""u8), Reading.Hash(JsonBytes.First(message, "\"symbol\""u8)));
        return Reading.OfMillis(JsonBytes.Number(JsonBytes.Last(message, "\"timestamp\""u8)), client.Now, stream);
    }

    private static void Subscribe(LoadClient client)
    {
        foreach (var channel in client.Channels)
        {
            client.Send(channel == WithoutSymbols
                ? $$"""{"action":"subscribe","channels":["{{channel}}"]}"""
                : $$$"""{"action":"subscribe","channels":["{{{channel}}}"],"params":{"exchange":{{{client.Json("exchange")}}},"symbols":[{{{client.SymbolList}}}]}}""");
        }
    }
}
