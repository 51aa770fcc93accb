using Microsoft.Extensions.Logging;

namespace Harness.Mocks.Server;

/// <summary>Hands a server's log to whoever asked for it. No listener can disturb the server: the output of a test that is over throws.</summary>
internal sealed partial class MockLog(MockServerOptions options)
{
    private readonly ILogger? _logger = options.LoggerFactory?.CreateLogger("Harness.Mocks");

    public void Write(MockLogEntry entry)
    {
        if (options.LogEntries is { } entries) Try(entries, entry);
        if (options.Log is { } lines) Try(lines, entry.ToString());
        if (_logger is { } logger) Try(one => Line(logger, Level(one), one.Source, one.Connection, one.Text), entry);
    }

    private static void Try<T>(Action<T> listener, T line)
    {
        try
        {
            listener(line);
        }
        catch (Exception)
        {
            // Nobody is left to tell.
        }
    }

    private static LogLevel Level(MockLogEntry entry) => entry.Level switch
    {
        MockLogLevel.Error => LogLevel.Error,
        MockLogLevel.Notice => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(Message = "{Source} {Connection}: {Text}")]
    private static partial void Line(ILogger logger, LogLevel level, string source, string? connection, string text);
}
