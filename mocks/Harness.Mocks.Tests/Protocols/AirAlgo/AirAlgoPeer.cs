using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>A client of the AirAlgo mock that says what it is told to. Every message it takes is held against the schema of server messages.</summary>
internal sealed class AirAlgoPeer(Peer peer) : IAsyncDisposable
{
    public const string Socket = "/socket/websocket";
    public const string Topic = "api:demo-key";

    private static readonly Protocol AirAlgo = ProtocolCatalog.Embedded.Find("airalgo")!;

    public Peer Wire => peer;

    public static async Task<AirAlgoPeer> ConnectAsync(PlayedMock mock) => new(await Peer.ConnectAsync(mock.Server, Socket));

    /// <summary>Connected, and joined with a good token.</summary>
    public static async Task<AirAlgoPeer> JoinAsync(PlayedMock mock, string key = "demo-key")
    {
        var joined = await ConnectAsync(mock);
        var reply = await joined.AskAsync("phx_join", new { access_token = await TokenAsync(mock, key) }, "1", topic: $"api:{key}");
        reply.GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok", reply.GetRawText());
        return joined;
    }

    public static async Task<string> TokenAsync(PlayedMock mock, string key = "demo-key")
    {
        var answer = await mock.GetJsonAsync($"/api/token/?api_key={key}");
        return answer.GetProperty("access_token").GetString()!;
    }

    public void Send(string name, object payload, string? reference = "", string topic = Topic) =>
        peer.Send(new JsonObject { ["topic"] = topic, ["event"] = name, ["payload"] = JsonSerializer.SerializeToNode(payload), ["ref"] = reference }.ToJsonString());

    /// <summary>Sends a message and takes the next one that comes.</summary>
    public Task<JsonElement> AskAsync(string name, object payload, string? reference = "", string topic = Topic)
    {
        Send(name, payload, reference, topic);
        return NextAsync();
    }

    public Task<JsonElement> AskAsync(string text)
    {
        peer.Send(text);
        return NextAsync();
    }

    public Task<JsonElement> AskAsync(WireMessage message)
    {
        peer.Send(message);
        return NextAsync();
    }

    public async Task<JsonElement> NextAsync() => Checked(await peer.NextAsync());

    public async Task<IReadOnlyList<JsonElement>> NextAsync(int count) => [.. (await peer.NextAsync(count)).Select(Checked)];

    /// <summary>Everything that has arrived and was not taken yet.</summary>
    public IReadOnlyList<JsonElement> Drain() => [.. peer.Drain().Select(Checked)];

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private static JsonElement Checked(string text)
    {
        var message = JsonDocument.Parse(text).RootElement;
        AirAlgo.Schema(AirAlgo.DefaultEndpoint.ServerMessages!).Validate(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeEmpty(text);
        return message;
    }
}
