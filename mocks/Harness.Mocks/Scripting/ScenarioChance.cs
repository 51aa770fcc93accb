using Bogus;
using Harness.Mocks.Market;

namespace Harness.Mocks.Scripting;

/// <summary>One scenario's chance: its own stream, so that another scenario, or the market, never shifts what it draws.</summary>
internal sealed class ScenarioChance(ulong seed, string scenario)
{
    private Faker? _faker;

    public RandomStream Stream { get; } = new(seed, $"scenario {scenario}");

    /// <summary>Invented names, addresses and so on, from the same seed.</summary>
    public Faker Faker => _faker ??= new Faker("en") { Random = new Randomizer((int)new RandomStream(seed, $"faker {scenario}").Below(int.MaxValue)) };

    /// <summary>True with this probability. Certainty draws nothing, so that adding a toxicity to one rule leaves the others alone.</summary>
    public bool Strikes(double toxicity) => toxicity >= 1 || (toxicity > 0 && Stream.Fraction() < toxicity);

    /// <summary>A latency with its jitter: evenly between latency - jitter and latency + jitter, never below zero.</summary>
    public TimeSpan Jitter(TimeSpan latency, TimeSpan jitter)
    {
        if (jitter == TimeSpan.Zero) return latency;
        var ticks = latency.Ticks - jitter.Ticks + Stream.Below((2 * jitter.Ticks) + 1);
        return TimeSpan.FromTicks(Math.Max(0, ticks));
    }
}
