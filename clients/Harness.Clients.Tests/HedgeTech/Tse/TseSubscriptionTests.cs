using Harness.Clients.HedgeTech.Tse;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseSubscriptionTests
{
    [Fact]
    public void Without_channels_it_is_refused() =>
        Should.Throw<ArgumentException>(() => TseSubscription.ByIsin([], ["IRO1XYZ1234"])).ParamName.ShouldBe("channels");

    [Fact]
    public void Without_symbols_it_is_refused() =>
        Should.Throw<ArgumentException>(() => TseSubscription.ByName(TseChannel.All, [])).ParamName.ShouldBe("symbols");

    [Fact]
    public void Blank_symbol_is_refused() =>
        Should.Throw<ArgumentException>(() => TseSubscription.ByName(TseChannel.All, [" "])).ParamName.ShouldBe("symbols");
}
