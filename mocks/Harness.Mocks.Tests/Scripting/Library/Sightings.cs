using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>What can be seen in a run.</summary>
internal static class Sightings
{
    /// <summary>Text messages that came whole in one frame and are JSON.</summary>
    public static IEnumerable<(DateTimeOffset At, JsonElement Json, SeenFrame Frame)> Messages(this RawSocket socket) => socket.Frames
        .Where(frame => frame is { Opcode: 1, Fin: true })
        .Select(frame => (frame.At, frame.Json, frame))
        .Where(message => message.Json is not null)
        .Select(message => (message.At, message.Json!.Value, message.frame));

    public static IEnumerable<(DateTimeOffset At, JsonElement Json, SeenFrame Frame)> Messages(this LibraryRun run) => run.Connections.SelectMany(Messages);

    public static IEnumerable<(DateTimeOffset At, JsonElement Json, SeenFrame Frame)> Prices(this LibraryRun run, RawSocket socket) =>
        socket.Messages().Where(message => run.Client.IsPrice(message.Json));

    public static IEnumerable<SeenFrame> Frames(this LibraryRun run) => run.Connections.SelectMany(socket => socket.Frames);

    public static SeenFrame? Close(this RawSocket socket) => socket.Frames.FirstOrDefault(frame => frame.Opcode == 8);

    /// <summary>Whether the nth connection, from 1, was ended by the server that way, without a close frame.</summary>
    public static bool EndsWithoutFrame(this LibraryRun run, int connection, string how) =>
        run.Connections.Count >= connection && run.Connections[connection - 1] is var socket && socket.End == how && socket.Close() is null;

    public static bool EndsWith(this LibraryRun run, int connection, int code, string reason) =>
        run.Connections.Count >= connection && run.Connections[connection - 1].Close() is { } close && close.CloseCode == code && close.CloseReason == reason;

    /// <summary>Whether prices come on the nth connection.</summary>
    public static bool Streams(this LibraryRun run, int connection) => run.Connections.Count >= connection && run.Prices(run.Connections[connection - 1]).Skip(3).Any();

    /// <summary>The longest time without a price between two prices of a connection.</summary>
    public static TimeSpan LongestHole(this LibraryRun run, RawSocket socket)
    {
        var times = run.Prices(socket).Select(price => price.At).ToList();
        return times.Count < 2 ? TimeSpan.Zero : times.Zip(times.Skip(1), (earlier, later) => later - earlier).Max();
    }

    /// <summary>Statuses of what the client heard of its orders, in order.</summary>
    public static IReadOnlyList<(DateTimeOffset At, string Status, JsonElement Json)> Orders(this LibraryRun run) =>
        [.. run.Messages().Select(message => (message.At, Status: run.Client.OrderStatus(message.Json)!, message.Json)).Where(order => order.Status is not null)];

    /// <summary>When each RFC 6455 ping was answered; those that were not are missing.</summary>
    public static IReadOnlyList<TimeSpan> PongDelays(this LibraryRun run)
    {
        var pongs = run.Connections.SelectMany(socket => socket.Frames).Where(frame => frame.Opcode == 10).ToList();
        return [.. run.Pings.Select((ping, index) => (ping.At, Pong: pongs.Find(pong => pong.Payload is [var number] && number == (byte)(index + 1)))).Where(pair => pair.Pong is not null).Select(pair => pair.Pong!.At - pair.At)];
    }

    /// <summary>Whether a member stands at a path of names.</summary>
    public static bool Has(this JsonElement json, params string[] path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return false;
        }

        return true;
    }
}
