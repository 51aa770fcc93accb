using System.Text;
using System.Text.RegularExpressions;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>The IME data engine: who gets in, and what comes (document §2 to §10).</summary>
public sealed partial class ImeMockTests
{
    private const string IdPath = "/data-engine/ime/live/data/websocket/contract/id";
    private const string NamePath = "/data-engine/ime/live/data/websocket/contract/name";

    [Theory]
    [InlineData(IdPath, "", "missing contract_id")]
    [InlineData(IdPath, "?contract_ids=1001", "missing contract_id: contract_ids is not a parameter here")]
    [InlineData(IdPath, "?contract_id=GOLD-APR", "unknown contract: GOLD-APR")]
    [InlineData(IdPath, "?contract_id=1001&contract_id=9999", "unknown contract: 9999")]
    [InlineData(IdPath, "?contract_id=1001,1002", "unknown contract: 1001,1002 (repeat contract_id for each value)")]
    [InlineData(NamePath, "?contract_name=1001", "unknown contract: 1001")]
    public async Task Bad_query_is_closed_with_1008_and_says_why(string path, string query, string reason)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, path + query, ("Authorization", token));
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1008);
        closed.Reason.ShouldBe(reason);
        peer.Drain().ShouldBeEmpty();
    }

    [Fact]
    public async Task Account_without_ime_access_logs_in_and_is_closed_with_1008_here_alone()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync("no-ime");

        await using var ime = await Peer.ConnectAsync(mock.Server, IdPath + "?contract_id=1001", ("Authorization", token));
        await using var tse = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await ime.ClosedAsync()).Received!.Value.Code.ShouldBe(1008);
        (await tse.NextAsync()).ShouldContain("best-limit");
    }

    [Fact]
    public async Task Both_endpoints_show_the_same_data_under_their_own_identifier()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();

        await using var byId = await Peer.ConnectAsync(mock.Server, IdPath + "?contract_id=1001&contract_id=1001", ("Authorization", token));
        await using var byName = await Peer.ConnectAsync(mock.Server, NamePath + "?contract_name=GOLD-APR", ("Authorization", token));
        var id = await byId.NextJsonAsync();
        var name = await byName.NextJsonAsync();

        id.GetProperty("channel").GetString().ShouldBe("IME Stream");
        id.GetProperty("contractId").GetString().ShouldBe("1001");
        name.GetProperty("contractName").GetString().ShouldBe("GOLD-APR");
        Timestamp().IsMatch(id.GetProperty("timestamp").GetString()!).ShouldBeTrue();
        id.GetProperty("data").EnumerateObject().Select(section => section.Name).ShouldBe(["BestLimit", "Aggregate", "AllowedPriceRange", "ContractInfo"]);
        name.GetProperty("data").GetRawText().ShouldBe(id.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Login_and_connection_are_one_session_of_this_protocol()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();

        await using var peer = await Peer.ConnectAsync(mock.Server, IdPath + "?contract_id=1001", ("Authorization", token));
        await peer.NextAsync();

        var session = mock.Server.Journal.Sessions.ShouldHaveSingleItem();
        session.Protocol.ShouldBe("ht-ime");
        session.Frames()[0].Http!.Method.ShouldBe("POST");
    }

    [Fact]
    public async Task Every_message_of_a_quarter_of_an_hour_fits_the_schema()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0.2 });
        var protocol = ProtocolCatalog.Embedded.Find("ht-ime")!;
        var token = await mock.LogInAsync();
        var query = string.Join('&', protocol.Instruments.Select(instrument => $"contract_id={instrument.Symbols["id"]}"));

        await using var peer = await Peer.ConnectAsync(mock.Server, $"{IdPath}?{query}", ("Authorization", token));
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);
        var messages = peer.Drain();

        messages.Count.ShouldBeGreaterThan(500);
        var schema = protocol.Schema("schemas/id-message.json");
        messages.SelectMany(message => schema.Validate(Encoding.UTF8.GetBytes(message))).Take(3).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timestamp();
}
