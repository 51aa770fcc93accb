using Harness.Mocks.Tests.Hours;
using Harness.Specs.Rules;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>Hours in which a few clients come with good and bad tokens and queries, talk nonsense and leave, against every rule that binds a server.</summary>
public sealed class HedgeTechHourTests
{
    [Fact]
    public void Hour_of_whatever_comes_to_mind_breaks_nothing_on_tse() => HourCheck.Run(new TseHour());

    [Fact]
    public void Hour_of_whatever_comes_to_mind_breaks_nothing_on_ime()
    {
        Assert.SkipUnless(RuleBook.Registers.Contains("ht-ime"), "ht-ime has no rules yet that could judge an hour");
        HourCheck.Run(new ImeHour());
    }
}
