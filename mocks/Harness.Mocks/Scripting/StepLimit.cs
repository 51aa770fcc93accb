namespace Harness.Mocks.Scripting;

/// <summary>
/// Keeps loops in bounds. A firing and whatever it sets off at once share a budget: so many steps in a second of the clock, so many levels deep.
/// </summary>
internal sealed class StepLimit(TimeProvider clock, int stepsPerSecond)
{
    private const int Levels = 32;

    private Budget? _current;
    private int _depth;

    /// <summary>The budget of the firing that is at work, or a new one.</summary>
    public Budget Share() => _current ?? new Budget(clock, stepsPerSecond);

    /// <summary>Runs steps on a budget. False where that would go deeper than any sensible scenario does.</summary>
    public bool Run(Budget budget, Action steps)
    {
        if (_depth == Levels) return false;
        var outer = _current;
        _current = budget;
        _depth++;
        try
        {
            steps();
        }
        finally
        {
            _depth--;
            _current = outer;
        }

        return true;
    }

    internal sealed class Budget(TimeProvider clock, int stepsPerSecond)
    {
        private long _since = clock.GetTimestamp();
        private int _taken;

        /// <summary>One step. False where this second has had enough of them.</summary>
        public bool Take()
        {
            if (clock.GetElapsedTime(_since) >= TimeSpan.FromSeconds(1))
            {
                _since = clock.GetTimestamp();
                _taken = 0;
            }

            return ++_taken <= stepsPerSecond;
        }
    }
}
