using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Ime;
using Harness.Clients.HedgeTech.Ime.Payloads;
using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.Tests.Playing;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Ime;

public sealed class ImeClientOnTheMockTests
{
    public static TheoryData<ImeSubscription, string> Subscriptions => new()
    {
        { ImeSubscription.ById(["1001"]), "1001" },
        { ImeSubscription.ByName(["GOLD-APR"]), "GOLD-APR" },
    };

    [Theory]
    [MemberData(nameof(Subscriptions), DisableDiscoveryEnumeration = true)]
    public async Task All_four_sections_arrive_and_nothing_is_skipped(ImeSubscription subscription, string contract)
    {
        await using var mock = await PlayedMock.StartAsync();
        using var client = Client(mock, "demo");

        await using var messages = client.StreamAsync(subscription).GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("a message");

        messages.Current.Contract.ShouldBe(contract);
        messages.Current.Timestamp.Offset.ShouldBe(TimeSpan.Zero);
        var data = messages.Current.Data.ShouldBeOfType<ImeMarketData>();
        data.BestLimit.ShouldNotBeNull();
        data.Aggregate.ShouldNotBeNull();
        data.AllowedPriceRange.ShouldNotBeNull();
        data.ContractInfo.ShouldNotBeNull();
        mock.Events.OfType<MessageSkipped>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("demo", "9999", RejectionCause.Subscription)]
    [InlineData("no-ime", "1001", RejectionCause.Account)]
    public async Task Unknown_contract_or_missing_access_ends_the_stream(string user, string contract, RejectionCause cause)
    {
        await using var mock = await PlayedMock.StartAsync();
        using var client = Client(mock, user);

        await using var messages = client.StreamAsync(ImeSubscription.ById([contract])).GetAsyncEnumerator();

        (await Should.ThrowAsync<StreamRejectedException>(() => messages.MoveNextAsync().Within("the rejection"))).Cause.ShouldBe(cause);
    }

    private static ImeClient Client(PlayedMock mock, string user) => new(new()
    {
        HttpBase = mock.Server.HttpUrl,
        WebSocketBase = mock.Server.SocketUrl,
        Username = user,
        Password = user,
        Connection = mock.Connection,
    });
}
