using System.Text.Json;

namespace Harness.Mocks.Protocols.AirAlgo.Prices;

/// <summary>What a recording said last of a token.</summary>
internal sealed record RecordedPrice(JsonElement Price)
{
    /// <summary>What it is remembered by.</summary>
    public static (string Protocol, string Token) KeyOf(string token) => (AirAlgoMock.Name, token);
}
