using System.Diagnostics.CodeAnalysis;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Server;

/// <summary>Whom and what an order from outside names: whatever a client of the protocol would say, and whatever <c>/__admin/orders</c> shows.</summary>
internal sealed class OrderNames(ProtocolSetting setting)
{
    private const int MostListed = 6;

    private string Slug => setting.Protocol.Slug;

    /// <summary>The account of a role, a name, a key or an id; the protocol's first where nobody is named.</summary>
    public Account? Account(string? name, [NotNullWhen(false)] out OrderRefusal? refusal)
    {
        refusal = null;
        var traders = setting.Accounts.Where(account => !account.Is("read-only")).ToList();
        if (name is null) return traders[0];
        var account = setting.Accounts.FirstOrDefault(one => one.IsCalled(name, Slug));
        if (account is not null && !account.Is("read-only")) return account;
        var roles = traders.Select(one => one.Role).ToList();
        var who = account is null ? "an account's" : "the account of one who may trade, since this one may only read: its";
        refusal = new OrderRefusal("account", $"{who} role ({string.Join(", ", roles)}), its key, or its id such as {Slug}:{roles[0]}{(account is null ? NearestWord.Hint(name, roles) : "")}", name);
        return null;
    }

    /// <summary>The first instrument of that name.</summary>
    public Instrument? Instrument(string name, [NotNullWhen(false)] out OrderRefusal? refusal)
    {
        refusal = null;
        if (setting.Instruments.FirstOrDefault(one => one.OrderNames.Contains(name)) is { } found) return found;
        var first = setting.Instruments[0];
        var names = first.OrderNames.Distinct().Take(MostListed);
        refusal = new OrderRefusal(
            "instrument",
            $"an instrument of {Slug}, by any of its names, such as {string.Join(" or ", names)}; GET {Admin.AdminApi.Prefix}/market lists them{NearestWord.Hint(name, [.. setting.Instruments.SelectMany(one => one.OrderNames)])}",
            name);
        return null;
    }
}
