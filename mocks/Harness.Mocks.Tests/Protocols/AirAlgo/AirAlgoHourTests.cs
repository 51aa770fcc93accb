using Harness.Mocks.Tests.Hours;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Hours in which a few clients join, subscribe, order, leave and talk nonsense, against every rule that binds a server.</summary>
public sealed class AirAlgoHourTests
{
    [Fact]
    public void Hour_of_whatever_comes_to_mind_breaks_nothing() => HourCheck.Run(new AirAlgoHour());
}
