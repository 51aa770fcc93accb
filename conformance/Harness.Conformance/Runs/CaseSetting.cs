using System.Security.Cryptography;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;

namespace Harness.Conformance.Runs;

/// <summary>What one case is played with: who logs in, where, and what is subscribed. The same for whoever plays the client.</summary>
internal sealed record CaseSetting(TestCase Case, ProtocolEndpoint Endpoint, IReadOnlyList<string> Symbols, IReadOnlyList<string> Channels, Account Account)
{
    /// <param name="one">The case.</param>
    /// <param name="options">The run.</param>
    /// <param name="symbols">What the user named with <c>--symbols</c>; empty for the endpoint's own.</param>
    /// <param name="channels">What the user named with <c>--channels</c>; empty for all.</param>
    public static CaseSetting Of(TestCase one, CheckOptions options, IReadOnlyList<string> symbols, IReadOnlyList<string> channels)
    {
        var protocol = options.Protocol;
        var usual = options.Endpoint is { } named ? protocol.Endpoint(named)! : protocol.DefaultEndpoint;
        var endpoint = one.Endpoint is { } own ? protocol.Endpoint(own)! : usual;
        // Symbols that the user named are in the identifiers of the usual endpoint.
        var known = symbols.Count > 0 && endpoint == usual ? symbols : endpoint.Symbols;
        return new CaseSetting(one, endpoint, [.. known.Take(one.Symbols)], one.Channels.Count > 0 ? one.Channels : channels.Count > 0 ? channels : protocol.Channels, AccountOf(one, options));
    }

    public CaseBindings Bindings()
    {
        var bindings = new CaseBindings();
        bindings.Set("username", Account.Username ?? "");
        bindings.Set("password", Account.Password ?? "");
        bindings.Set("api_key", Account.ApiKey ?? "");
        bindings.Set("api_secret", Account.ApiSecret ?? "");
        bindings.Set("exchange", Endpoint.Exchange ?? "");
        bindings.Set("path", Endpoint.Path);

        // Of nobody else, in this run or in any before: servers remember.
        bindings.Set("fresh_id", $"harness-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        bindings.Set("symbols", Symbols);
        bindings.Set("channels", Channels);
        return bindings;
    }

    /// <summary>Nobody logs in where the protocol knows no accounts.</summary>
    private static Account AccountOf(TestCase one, CheckOptions options)
    {
        if (options.Protocol.Accounts.Count == 0) return new Account { Role = "", Traits = [], About = "" };
        var role = one.Account ?? options.Protocol.Accounts[0].Role;
        return options.Accounts.TryGetValue(role, out var given) ? given : options.Protocol.Accounts.First(account => account.Role == role);
    }
}
