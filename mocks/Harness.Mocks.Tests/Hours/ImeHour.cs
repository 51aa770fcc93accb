using FsCheck;
using FsCheck.Fluent;

namespace Harness.Mocks.Tests.Hours;

internal sealed class ImeHour : HedgeTechHour
{
    private const string Endpoint = "/data-engine/ime/live/data/websocket/contract/";

    public override string Slug => "ht-ime";

    public override string Target(int client) => Query("id", ["1001"]);

    protected override Gen<string> Address => Gen.Frequency(
        (4, Some("1001", "1002").Select(ids => Query("id", ids))),
        (4, Some("GOLD-APR", "CEMENT-MAY").Select(names => Query("name", names))),
        (1, Some("1001", "9999", "", "1001,1002", "GOLD-APR").Select(ids => Query("id", ids))),
        (1, Some("GOLD-APR", "gold-apr", "1001").Select(names => Query("name", names))));

    private static string Query(string kind, IEnumerable<string> contracts) =>
        $"{Endpoint}{kind}?{string.Join('&', contracts.Select(contract => $"contract_{kind}={contract}"))}";
}
