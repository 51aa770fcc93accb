using System.Text.Json;
using Harness.Clients.Tests.Servers;

namespace Harness.Clients.Tests.AirAlgo;

/// <summary>The server's side of the protocol, as far as scripts need it.</summary>
internal static class AirAlgoConnection
{
    /// <summary>The client's next message: event, payload as text, and reference.</summary>
    public static async Task<(string Event, string Payload, string Reference)> NextAsync(this ScriptedConnection connection)
    {
        string text = await connection.ReceiveAsync() ?? throw new ShouldAssertException("Expected a message, but the client left.");
        using var frame = JsonDocument.Parse(text);
        var root = frame.RootElement;
        return (root.GetProperty("event").GetString()!, JsonSerializer.Serialize(root.GetProperty("payload")), root.GetProperty("ref").GetString()!);
    }

    /// <summary>Takes the join and answers that it is good; returns its payload.</summary>
    public static async Task<string> JoinAsync(this ScriptedConnection connection)
    {
        var (_, payload, reference) = await connection.NextAsync();
        await connection.SendAsync(AirAlgoFrames.Joined(reference));
        return payload;
    }
}
