using FsCheck;
using FsCheck.Fluent;

namespace Harness.Mocks.Tests.Hours;

/// <summary>
/// Hours in which a few clients do whatever comes to FsCheck's mind: every message of the mock follows its schema, no rule finds fault with the server,
/// nothing in the market or among the orders breaks. The plans follow from a seed; one that fails is made as short as it still fails.
/// </summary>
internal static class HourCheck
{
    private const int Plans = 3;

    public static void Run(Hour hour)
    {
        var seed = 0UL;
        var most = 0L;

        Prop.ForAll(hour.Plans(), plan => most = Math.Max(most, HourPlay.RunAsync(hour, plan, ++seed).GetAwaiter().GetResult()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Plans).WithReplay(20260302, 1));

        most.ShouldBeGreaterThan(1_000);
    }
}
