using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>A scenario can name what its server invented, and nothing else that is not in the catalogue.</summary>
public class InventedInstrumentTests
{
    private static readonly MockServerOptions Grown = new() { Protocols = ["odin"], Seed = 7, Instruments = 40 };

    [Fact]
    public void Invented_symbol_is_known_where_count_and_seed_are()
    {
        var invented = Grown.InstrumentsOf("odin")[^1].Symbols["symbol"];

        Read(invented, Grown).Rules[0].Symbol.ShouldBe(invented);
        Refusal(invented, Grown with { Instruments = 0 }).ShouldContain($"odin has no instrument '{invented}'");
        Refusal(invented, Grown with { Seed = null }).ShouldContain("or what a server started with --instruments invents");
        Refusal(invented[..^1], Grown).ShouldContain($"did you mean '{invented}'?");
    }

    [Fact]
    public async Task Running_server_reads_with_its_own()
    {
        await using var mock = await MockServer.StartAsync(Grown with { Transport = MockTransport.InProcess });
        var invented = Grown.InstrumentsOf("odin")[^1].Symbols["symbol"];
        mock.OnSent().Symbol(invented).Discard();
        Should.Throw<Fixtures.Scenarios.Building.ScenarioException>(() => mock.OnSent().Symbol("NOSUCH").Discard()).Message.ShouldContain("odin has no instrument 'NOSUCH'");
    }

    private static Scenario Read(string symbol, MockServerOptions options) => ScenarioReader.Read(
        "test.yaml", Encoding.UTF8.GetBytes($"version: 1\nname: test\nprotocol: odin\nrules: [ {{ on: sent, symbol: '{symbol}', do: [ discard ] }} ]"), options.InstrumentsOf);

    private static string Refusal(string symbol, MockServerOptions options) => Should.Throw<LocatedException>(() => Read(symbol, options)).Message;
}
