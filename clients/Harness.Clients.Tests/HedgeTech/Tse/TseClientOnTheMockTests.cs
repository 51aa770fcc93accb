using Harness.Clients.Connections;
using Harness.Clients.HedgeTech;
using Harness.Clients.HedgeTech.Streams;
using Harness.Clients.HedgeTech.Tokens;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.HedgeTech.Tse.Payloads;
using Harness.Clients.Tests.Playing;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseClientOnTheMockTests
{
    private const string Share = "IRO1FOLD0001";
    private const string Fund = "IRT3SATF0001";
    private const string Derivative = "IRO9FOLD0001";

    [Fact]
    public async Task Every_channel_arrives_typed_and_nothing_is_skipped()
    {
        await using var mock = await PlayedMock.StartAsync();
        using var client = Client(mock, "demo");
        HashSet<Type> awaited =
        [
            typeof(BestLimit), typeof(OrderBook), typeof(Ohlcv), typeof(Aggregate), typeof(InstitutionalVsIndividual), typeof(ContractInfo),
            typeof(FundInfo),
        ];

        var subscription = TseSubscription.ByIsin(TseChannel.All, [Share, Fund, Derivative]);
        await using var messages = client.StreamAsync(subscription).GetAsyncEnumerator();
        while (awaited.Count > 0)
        {
            await messages.MoveNextAsync().Within($"{string.Join(", ", awaited.Select(type => type.Name))}");
            messages.Current.SymbolIsin.ShouldBeOneOf(Share, Fund, Derivative);
            messages.Current.Timestamp.Offset.ShouldBeNull();
            awaited.Remove(messages.Current.Data.GetType());
        }

        mock.Events.OfType<MessageSkipped>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("close-1008", RejectionCause.Subscription)]
    [InlineData("http-403", RejectionCause.Unknown)]
    public async Task Unknown_symbol_ends_the_stream(string rejection, RejectionCause cause)
    {
        await using var mock = await PlayedMock.StartAsync(("ht.rejection", rejection));
        using var client = Client(mock, "demo");

        (await RejectionAsync(client, "IRO1NONE0001")).Cause.ShouldBe(cause);
    }

    [Theory]
    [InlineData("close-1008")]
    [InlineData("http-403")]
    public async Task Tokens_that_are_never_good_end_the_stream(string rejection)
    {
        await using var mock = await PlayedMock.StartAsync(("ht.rejection", rejection));
        using var client = Client(mock, "expired");

        (await RejectionAsync(client, Share)).Cause.ShouldBe(RejectionCause.Token);
        mock.Events.OfType<TokenIssued>().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("unapproved", "unapproved", 403)]
    [InlineData("demo", "wrong", 401)]
    public async Task Account_that_gets_no_token_ends_the_stream(string user, string password, int status)
    {
        await using var mock = await PlayedMock.StartAsync();
        using var client = Client(mock, user, password);

        var refused = await Should.ThrowAsync<TokenRefusedException>(() => client.LogInAsync().AsTask().Within("the refusal"));

        ((int)refused.Status).ShouldBe(status);
        refused.Detail.ShouldNotBeEmpty();
    }

    private static async Task<StreamRejectedException> RejectionAsync(TseClient client, string isin)
    {
        await using var messages = client.StreamAsync(TseSubscription.ByIsin(TseChannel.All, [isin])).GetAsyncEnumerator();
        return await Should.ThrowAsync<StreamRejectedException>(() => messages.MoveNextAsync().Within("the rejection"));
    }

    private static TseClient Client(PlayedMock mock, string user, string? password = null) => new(new()
    {
        HttpBase = mock.Server.HttpUrl,
        WebSocketBase = mock.Server.SocketUrl,
        Username = user,
        Password = password ?? user,
        Connection = mock.Connection,
    });
}
