using FsCheck;
using FsCheck.Fluent;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Hours;

internal sealed class TseHour : HedgeTechHour
{
    private static readonly string[] Channels =
        ["best-limit", "order-book", "ohlcv-last-1m", "aggregate", "institutional-vs-individual", "contract-info", "fund-info"];

    private static readonly string[] Isins = ["IRT3SATF0001", "IRTKMOFD0001", "IRO1FOLD0001", "IRO1XYZ1234", "IRO9FOLD0001"];

    public override string Slug => "ht-tse";

    public override string Target(int client) => TseAddress.Good;

    protected override Gen<string> Address => Gen.Frequency(
        (6, from channels in Some(Channels) from isins in Some(Isins) select TseAddress.Isin(channels, isins)),
        (2, Some(Channels).Select(channels => TseAddress.Name(channels, ["فولاد"]))),
        (1, Some([.. Channels, "best-limits", "", "aggregate,fund-info"]).Select(channels => TseAddress.Isin(channels, ["IRO1FOLD0001"]))),
        (1, Some([.. Isins, "IRO1NONE0001", "", "iro1fold0001"]).Select(isins => TseAddress.Isin(["aggregate"], isins))));
}
