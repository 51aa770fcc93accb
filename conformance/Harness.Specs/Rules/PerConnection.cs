using Harness.Specs.Judging;

namespace Harness.Specs.Rules;

/// <summary>What a fold remembers of each connection; forgotten after the connection is.</summary>
internal sealed class PerConnection<TState>(Func<TState> make)
    where TState : class
{
    private readonly Dictionary<int, (Connection Connection, TState State)> _states = [];

    public IEnumerable<(Connection Connection, TState State)> All => _states.Values;

    /// <summary>The state of that connection, made on first use.</summary>
    public TState Of(Connection connection)
    {
        if (Find(connection) is { } known) return known;
        foreach (var (number, entry) in _states)
        {
            if (entry.Connection.IsOver) _states.Remove(number);
        }

        var state = make();
        _states[connection.Number] = (connection, state);
        return state;
    }

    public TState? Find(Connection connection) =>
        _states.TryGetValue(connection.Number, out var entry) && ReferenceEquals(entry.Connection, connection) ? entry.State : null;

    public void Forget(Connection connection) => _states.Remove(connection.Number);
}
