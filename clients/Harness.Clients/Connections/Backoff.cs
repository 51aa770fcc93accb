using System.Security.Cryptography;

namespace Harness.Clients.Connections;

/// <summary>The waits of one client, in order. Not thread-safe: it belongs to one reconnection loop.</summary>
internal sealed class Backoff(BackoffOptions options)
{
    private readonly Random _random = new(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
    private int _failures;

    /// <summary>Waits handed out since the last <see cref="Reset"/>.</summary>
    public int Failures => _failures;

    public TimeSpan Next()
    {
        double wait = options.InitialDelay.Ticks * Math.Pow(options.Factor, _failures++);
        double jitter = 1 + (options.Jitter * ((2 * _random.NextDouble()) - 1));
        // Pow may reach infinity after many failures; Min brings it back.
        return TimeSpan.FromTicks((long)Math.Min(wait * jitter, options.MaxDelay.Ticks));
    }

    public void Reset() => _failures = 0;
}
