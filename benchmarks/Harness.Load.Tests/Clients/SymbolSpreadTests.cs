using Harness.Load.Clients;

namespace Harness.Load.Tests.Clients;

public sealed class SymbolSpreadTests
{
    private static readonly string[] Symbols = ["a", "b", "c"];

    [Theory]
    [InlineData(1, 0, "abc")]
    [InlineData(1, 2, "ab")]
    [InlineData(2, 2, "ca")]
    [InlineData(3, 2, "bc")]
    [InlineData(4, 2, "ab")]
    [InlineData(2_000_000_000, 2, "ca")]
    public void Symbols_go_round(int number, int each, string expected) => string.Concat(SymbolSpread.Of(number, Symbols, each)).ShouldBe(expected);
}
