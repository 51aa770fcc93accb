using Harness.Mocks.Tests.Hours;

namespace Harness.Mocks.Tests.Protocols.Virtuoso;

/// <summary>Hours in which a few clients log in, subscribe, miss pings and talk nonsense while orders come from outside, against every rule that binds a server.</summary>
public sealed class VirtuosoHourTests
{
    [Fact]
    public void Hour_of_whatever_comes_to_mind_breaks_nothing() => HourCheck.Run(new VirtuosoHour());
}
