namespace Harness.Conformance.Runs.Clients;

/// <summary>The client under test, and how it is played with.</summary>
public sealed record ClientRunOptions
{
    /// <summary>The command and its arguments, with placeholders such as <c>{url}</c>.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Where it is started, and what a relative path to its program counts from; null for the harness's own folder.</summary>
    public string? Folder { get; init; }

    /// <summary>What its task names instead of the endpoint's own symbols, in the identifiers of the usual endpoint.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>What its task names instead of all channels.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Variables beyond <c>HARNESS_*</c>, with placeholders.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the client can do besides what it declares itself: <c>echo orders</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The mock's port; 0 takes a free one for each case. With a fixed one, cases run one by one.</summary>
    public int Port { get; init; }

    /// <summary>Whether the client is played against a silent server, too, as a check of the harness; mutants prove more than that.</summary>
    internal bool Control { get; init; } = true;

    /// <summary>All chance of the mocks.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Messages per second and instrument.</summary>
    public double Rate { get; init; } = 1;
}
