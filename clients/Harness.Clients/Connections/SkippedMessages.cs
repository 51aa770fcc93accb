using System.Text;

namespace Harness.Clients.Connections;

/// <summary>Reports and counts what a client could not understand.</summary>
/// <param name="options">Where it is reported.</param>
/// <param name="secret">What messages of this protocol repeat and no report may show; null where they repeat nothing secret.</param>
internal sealed class SkippedMessages(ConnectionOptions options, string? secret = null)
{
    private const int ExcerptLength = 200;
    private long _total;

    public void Add(string problem, ReadOnlySpan<byte> message)
    {
        _total++;
        if (options.OnEvent is { } report)
            report(new MessageSkipped(options.TimeProvider.GetUtcNow(), problem, Excerpt(message), _total));
    }

    private string Excerpt(ReadOnlySpan<byte> message)
    {
        if (secret is null)
            return Encoding.UTF8.GetString(message[..Math.Min(message.Length, ExcerptLength)]);
        // Before it is cut, or half a secret might remain.
        string text = Encoding.UTF8.GetString(message).Replace(secret, "***", StringComparison.Ordinal);
        return text[..Math.Min(text.Length, ExcerptLength)];
    }
}
