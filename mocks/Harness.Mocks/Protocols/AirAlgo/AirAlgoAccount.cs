using System.Globalization;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>Somebody with an API key. Messages to and from it travel under the topic <c>api:KEY</c> (Message Format).</summary>
internal sealed class AirAlgoAccount(Account account, TradingAccount trading, string clientId, string userId)
{
    public const string TopicPrefix = "api:";

    /// <summary>What an order is charged, in rupees; responses say it in paisa (Supported Events 4).</summary>
    private const decimal OrderFee = 0.00025m;

    private long _transactions;

    public string Role => account.Role;

    public string ApiKey => account.ApiKey!;

    public string Topic { get; } = TopicPrefix + account.ApiKey;

    public bool GetsExpiredTokens => account.Is("expired-token");

    /// <summary>Holds rupees, as the market does; the wire counts in paisa.</summary>
    public TradingAccount Trading => trading;

    /// <summary>Ten digits.</summary>
    public string ClientId => clientId;

    /// <summary>Five digits.</summary>
    public string UserId => userId;

    /// <summary>Opens the accounts that the catalogue knows. Their numbers follow from the seed.</summary>
    public static IReadOnlyList<AirAlgoAccount> Open(World world, IReadOnlyList<Account> accounts)
    {
        var numbers = world.Seeds.Stream("airalgo.accounts");
        var depletes = world.Stances["airalgo.margin"] == "deplete";
        return [.. accounts.Where(account => account.ApiKey is not null).Select(Open)];

        AirAlgoAccount Open(Account account)
        {
            var trading = world.Desk.OpenAccount(new AccountTerms
            {
                Id = $"airalgo:{account.Role}",
                Currency = "INR",
                Margin = account.Margin is { } paisa ? Paisa.ToRupees(paisa) : null,
                DepletesMargin = depletes,
                FlatFee = OrderFee,
            });
            return new AirAlgoAccount(account, trading, Digits(1_000_000_000, 10_000_000_000), Digits(10_000, 100_000));
        }

        string Digits(long from, long to) => numbers.NextInt64(from, to).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One more for each order, whatever becomes of it.</summary>
    public long NextTransaction() => ++_transactions;
}
