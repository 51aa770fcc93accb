using FsCheck;
using FsCheck.Fluent;
using Harness.Specs.Rules;

namespace Harness.Mocks.Tests.Hours;

/// <summary>
/// An hour in which a few clients do whatever comes to FsCheck's mind: every message of the mock follows its schema, no rule finds fault with the server,
/// nothing in the market or among the orders breaks. The plans follow from a seed; one that fails is made as short as it still fails.
/// </summary>
public sealed class HourTests
{
    private const int Plans = 3;

    private static readonly Hour[] Hours = [new TseHour(), new ImeHour(), new OdinHour(), new AirAlgoHour(), new VirtuosoHour()];

    /// <summary>A protocol whose rules are not written yet cannot be judged for an hour.</summary>
    public static TheoryData<string> Slugs => [.. Hours.Select(hour => hour.Slug).Where(RuleBook.Registers.Contains)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Hour_of_whatever_comes_to_mind_breaks_nothing(string slug)
    {
        var hour = Hours.Single(one => one.Slug == slug);
        var seed = 0UL;
        var most = 0L;

        Prop.ForAll(hour.Plans(), plan => most = Math.Max(most, HourPlay.RunAsync(hour, plan, ++seed).GetAwaiter().GetResult()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Plans).WithReplay(20260302, 1));

        most.ShouldBeGreaterThan(1_000);
    }
}
