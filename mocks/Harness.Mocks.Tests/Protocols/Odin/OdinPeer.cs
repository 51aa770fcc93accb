using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>A client of Odin Streamer. Whatever it reads has to follow the document's schema.</summary>
internal sealed class OdinPeer(Peer peer) : IAsyncDisposable
{
    public const string Path = "/enhanced-stream";

    private static readonly JsonSchema Schema = ProtocolCatalog.Embedded.Find("odin")!.Schema("schemas/server-message.json");

    /// <summary>The greeting it got.</summary>
    public JsonElement Welcome { get; private set; }

    public static async Task<OdinPeer> ConnectAsync(PlayedMock mock, string? clientId = "app")
    {
        var target = clientId is null ? Path : $"{Path}?client_id={Uri.EscapeDataString(clientId)}";
        var odin = new OdinPeer(await Peer.ConnectAsync(mock.Server, target));
        odin.Welcome = await odin.NextAsync();
        odin.Welcome.GetProperty("type").GetString().ShouldBe("welcome");
        return odin;
    }

    public static Task<PlayedMock> StartAsync(double rate = 0, params (string Name, string Value)[] stances) => PlayedMock.StartAsync(options => options with
    {
        Rate = rate,
        Protocols = ["odin"],
        Stances = stances.ToDictionary(stance => stance.Name, stance => stance.Value),
    });

    public async Task<JsonElement> NextAsync()
    {
        var text = await peer.NextAsync();
        Schema.Validate(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeEmpty(text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The next message that is no market data.</summary>
    public async Task<JsonElement> NextReplyAsync()
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.GetProperty("type").GetString() != "market_data") return message;
        }
    }

    /// <summary>The next market data.</summary>
    public async Task<JsonElement> NextDataAsync()
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.GetProperty("type").GetString() == "market_data") return message;
        }
    }

    /// <summary>Sends a request and reads its reply.</summary>
    public Task<JsonElement> RequestAsync(string request)
    {
        Send(request);
        return NextReplyAsync();
    }

    /// <summary>Sends <c>{"action": …, "stocks": […]}</c> and reads the reply.</summary>
    public Task<JsonElement> AskAsync(string action, params string[] stocks) => RequestAsync(JsonSerializer.Serialize(new { action, stocks }));

    public void Send(string text) => peer.Send(text);

    public void Send(WireMessage message) => peer.Send(message);

    public Task<WireClosed> ClosedAsync() => peer.ClosedAsync();

    /// <summary>The types of everything that has arrived by now.</summary>
    public IReadOnlyList<string> DrainTypes() => [.. Drain().Select(message => message.GetProperty("type").GetString()!)];

    public IReadOnlyList<JsonElement> Drain() => [.. peer.Drain().Select(text => JsonDocument.Parse(text).RootElement)];

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
