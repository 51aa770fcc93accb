using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;

namespace Harness.Specs.Judging;

/// <summary>Follows every connection of a session; one that is over is forgotten when the next frame comes.</summary>
public sealed class Connections : ITracker
{
    /// <summary>More connections than any one peer holds at once; past it the oldest is forgotten.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<int, Connection> _byNumber = [];
    private readonly Queue<int> _order = new();
    private Connection? _over;

    /// <summary>Connections that are open now.</summary>
    public int Open { get; private set; }

    internal int Known => _byNumber.Count;

    public void OnFrame(FrameView frame)
    {
        if (_over is not null) _byNumber.Remove(_over.Number);
        _over = null;
        var connection = Of(frame.Frame.Connection);
        frame.Connection = connection;
        var wasOpen = connection.IsOpen;
        Follow(connection, frame.Frame);
        if (connection.IsOpen != wasOpen) Open += wasOpen ? -1 : 1;
        if (connection.IsOver) _over = connection;
    }

    private Connection Of(int number)
    {
        if (_byNumber.TryGetValue(number, out var known)) return known;
        var connection = new Connection(number);
        _byNumber.Add(number, connection);
        _order.Enqueue(number);
        while (_order.Count > Most) _byNumber.Remove(_order.Dequeue());
        return connection;
    }

    private static void Follow(Connection connection, Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open or FrameKind.Http when frame.From == Party.Client:
                connection.Request = frame.Http;
                connection.RequestedAt = frame.T;
                connection.IsWebSocket = frame.Kind == FrameKind.Open;
                break;
            case FrameKind.Open:
                connection.AcceptedAt = frame.T;
                connection.IsWebSocket = true;
                break;
            case FrameKind.Refuse:
                connection.RefusedAt = frame.T;
                connection.IsWebSocket = true;
                connection.IsOver = true;
                break;
            case FrameKind.Http:
                connection.IsOver = true;
                break;
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Client:
                connection.ClientMessages++;
                break;
            case FrameKind.Text or FrameKind.Binary:
                connection.ServerMessages++;
                break;
            case FrameKind.Close:
                connection.End ??= frame;
                if (frame.From == Party.Client) connection.ClosedByClient = true;
                else connection.ClosedByServer = true;
                connection.IsOver = connection.ClosedByClient && connection.ClosedByServer;
                break;
            case FrameKind.Reset:
                connection.End ??= frame;
                connection.IsOver = true;
                break;
            case FrameKind.Gap when frame.Frames != 0:
                connection.HasGap = true;
                break;
        }
    }
}
