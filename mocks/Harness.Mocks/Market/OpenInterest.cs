namespace Harness.Mocks.Market;

/// <summary>Open contracts of a derivative.</summary>
internal sealed class OpenInterest
{
    private long _atDayStart;

    internal OpenInterest(long contracts)
    {
        Contracts = contracts;
        _atDayStart = contracts;
    }

    public long Contracts { get; private set; }

    /// <summary>Against the end of the previous day.</summary>
    public long Change => Contracts - _atDayStart;

    internal void BeginDay() => _atDayStart = Contracts;

    internal void Add(long contracts) => Contracts = Math.Max(0, Contracts + contracts);
}
