using Harness.Fixtures.Catalog;

namespace Harness.Cli.Listing;

internal static class Credentials
{
    /// <summary>What an account logs in with, as people write it: <c>demo / demo</c>.</summary>
    public static string Of(Account account) => string.Join(
        ", ",
        new[] { Pair(account.Username, account.Password), Pair(account.ApiKey, account.ApiSecret) }.OfType<string>());

    private static string? Pair(string? name, string? secret) => (name, secret) switch
    {
        (null, _) => null,
        (_, null) => name,
        _ => $"{name} / {secret}",
    };
}
