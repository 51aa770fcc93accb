using System.Text;

namespace Harness.Clients.Connections;

/// <summary>Reports and counts what a client could not understand.</summary>
internal sealed class SkippedMessages(ConnectionOptions options)
{
    private const int ExcerptBytes = 200;
    private long _total;

    public void Add(string problem, ReadOnlySpan<byte> message)
    {
        _total++;
        if (options.OnEvent is not { } report)
            return;
        string excerpt = Encoding.UTF8.GetString(message[..Math.Min(message.Length, ExcerptBytes)]);
        report(new MessageSkipped(options.TimeProvider.GetUtcNow(), problem, excerpt, _total));
    }
}
