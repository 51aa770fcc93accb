using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Protocols.Virtuoso.Requests;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>Authentication: a key, a time and a signature. The signed time is the peer's, so it is held against the wall clock.</summary>
internal sealed class Login(VirtuosoMock mock, MockConnection connection)
{
    private const int Tries = 3;

    private static readonly RequestFault Failed = new(RequestFault.Unauthorized, "Authentication failed");

    private int _failures;

    public bool IsExhausted => _failures >= Tries;

    /// <returns>The account, or null with the answer in <paramref name="fault"/>.</returns>
    public Account? Try(JsonElement message, out RequestFault? fault)
    {
        if (!TryRead(message, out var apiKey, out var timestamp, out var signature, out fault)) return null;
        var world = mock.World;
        var stance = world.Stances["virtuoso.signature"];
        var account = mock.Accounts.FirstOrDefault(one => one.ApiKey == apiKey);
        if (account is null) return Fail($"no account has the API key {Shorten(apiKey)}", out fault);
        // In seconds, as a number: a client that signs microseconds or nanoseconds is further away than a time span reaches.
        var skew = Clocks(world).Min(clock => Math.Abs(clock.GetUtcNow().ToUnixTimeMilliseconds() - (double)timestamp)) / 1000;
        var allowed = Duration.TryParse(world.Stances["virtuoso.clock-skew"], out var chosen) ? chosen : TimeSpan.FromSeconds(30);
        if (skew > allowed.TotalSeconds) return Fail($"the timestamp is {skew:0.#} s away from the clock, at most {allowed.TotalSeconds:0.#} s are allowed", out fault);
        if (Signature.Match(stance, apiKey, account.ApiSecret!, Texts(message, timestamp), signature) is not { } matched)
        {
            return Fail($"the signature matches no known form under the key's secret; tried {string.Join(", ", Signature.Tried(stance))}", out fault);
        }

        connection.Notice($"authenticated as {account.Role}; the signature covers {matched}");
        return account;
    }

    /// <summary>A steered manual clock may show any time, while a client outside this process can hardly help signing with its own machine's: either will do.</summary>
    private static IEnumerable<TimeProvider> Clocks(World world) =>
        world.PeerClock is SteeredClock { Kind: ClockKind.Manual } ? [world.PeerClock, TimeProvider.System] : [world.PeerClock];

    private Account? Fail(string cause, out RequestFault? fault)
    {
        _failures++;
        connection.Notice($"authentication failed: {cause}");
        fault = Failed;
        return null;
    }

    private static bool TryRead(JsonElement message, out string apiKey, out decimal timestamp, out string signature, out RequestFault? fault)
    {
        (apiKey, timestamp, signature, fault) = ("", 0, "", null);
        if (!TryReadString(message, "api_key", out apiKey)) fault = RequestFault.Bad("api_key is missing, expected a string");
        else if (!message.TryGetProperty("timestamp", out var time) || time.ValueKind != JsonValueKind.Number || !time.TryGetDecimal(out timestamp)) fault = RequestFault.Bad("timestamp is missing, expected milliseconds since the epoch");
        else if (!TryReadString(message, "signature", out signature)) fault = RequestFault.Bad("signature is missing, expected a string");
        return fault is null;
    }

    /// <summary>How a client may have written the time into what it signed: as in the message, or as the whole number that this is.</summary>
    private static IReadOnlyList<string> Texts(JsonElement message, decimal timestamp)
    {
        var written = message.GetProperty("timestamp").GetRawText();
        var plain = timestamp.ToString("0.############################", CultureInfo.InvariantCulture);
        return written == plain ? [written] : [written, plain];
    }

    private static bool TryReadString(JsonElement message, string name, out string value)
    {
        var found = message.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String;
        value = found ? element.GetString()! : "";
        return found;
    }

    /// <summary>Enough of a key to recognise a mistake by, not enough to use it.</summary>
    private static string Shorten(string key) => key.Length <= 4 ? "…" : $"{key[..4]}…";
}
