namespace Harness.Mocks.Scripting;

/// <summary>What the engine needs from the server.</summary>
internal sealed record ScriptSettings
{
    public required TimeProvider Clock { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Runs an action once, under the server's gate, so long from now on <see cref="Clock"/>; disposing calls it off.</summary>
    public required Func<TimeSpan, Action, ITimer> Schedule { get; init; }

    public required IScriptJournal Journal { get; init; }

    /// <summary>Called when a scenario has come or gone.</summary>
    public Action? Changed { get; init; }

    /// <summary>Null where no protocol has orders.</summary>
    public IScriptedOrders? Orders { get; init; }

    /// <summary>Steps that one firing, and whatever it sets off at once, may take in a second.</summary>
    public int StepsPerSecond { get; init; } = 10_000;

    /// <summary>Sessions whose state and counters a scenario keeps; the oldest is forgotten first.</summary>
    public int Sessions { get; init; } = 10_000;
}
