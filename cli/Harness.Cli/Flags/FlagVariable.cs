namespace Harness.Cli.Flags;

/// <summary>Every flag has an environment variable: <c>--token-lifetime</c> is <c>HARNESS_TOKEN_LIFETIME</c>.</summary>
internal static class FlagVariable
{
    public static string Of(string flag) => "HARNESS_" + flag.TrimStart('-').Replace('-', '_').ToUpperInvariant();
}
