namespace Harness.Conformance.Runs.Servers;

/// <summary>The server under test, and how far a run may go with it.</summary>
public sealed record ServerRunOptions
{
    /// <summary>Base of its sockets: <c>ws://host:port</c>, a path before the document's if need be.</summary>
    public required Uri Url { get; init; }

    /// <summary>Base of its plain HTTP; null for the same host as <see cref="Url"/>.</summary>
    public Uri? Http { get; init; }

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyList<string> Channels { get; init; } = [];

    public string? ClientId { get; init; }

    public string? Exchange { get; init; }

    /// <summary>Orders may be placed at a server that is not on this machine.</summary>
    public bool AllowOrders { get; init; }

    /// <summary>Bad credentials and floods may be sent to a server that is not on this machine.</summary>
    public bool OwnsTarget { get; init; }

    public bool TrustAnyCertificate { get; init; }

    /// <summary>How many seconds of the server pass in a real one.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where <see cref="OrderCommand"/> is started; null for the harness's own folder.</summary>
    public string? Folder { get; init; }

    /// <summary>The command of <c>--provoke order=COMMAND</c>; null where none was given.</summary>
    public string? OrderCommand { get; init; }

    /// <summary>Places an order at a server within the process, from JSON: why none was placed, or null.</summary>
    internal Func<string, CancellationToken, Task<string?>>? PlaceOrder { get; init; }

    /// <summary>Opens the way to a server within the process; null for the network.</summary>
    internal Func<CancellationToken, ValueTask<Stream>>? Dial { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
