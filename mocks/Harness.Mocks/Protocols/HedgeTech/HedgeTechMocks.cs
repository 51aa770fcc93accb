using Harness.Mocks.Protocols.HedgeTech.Ime;
using Harness.Mocks.Protocols.HedgeTech.Tokens;
using Harness.Mocks.Protocols.HedgeTech.Tse;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>Makes the mocks of the two HedgeTech data engines, which share one token service.</summary>
internal static class HedgeTechMocks
{
    public static IProtocolMock Tse(ProtocolSetting setting) =>
        new TseMock(setting.World, Tokens(setting), setting.Protocol, setting.ListingsBy("isin"), setting.ListingsBy("name"));

    public static IProtocolMock Ime(ProtocolSetting setting) =>
        new ImeMock(setting.World, Tokens(setting), setting.Protocol, setting.ListingsBy("id"), setting.ListingsBy("name"));

    private static TokenService Tokens(ProtocolSetting setting) =>
        setting.Share(() => new TokenService(setting.World, setting.Accounts, setting.Options.TokenLifetime));
}
