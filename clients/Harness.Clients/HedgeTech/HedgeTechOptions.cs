using System.Text;
using Harness.Clients.Connections;

namespace Harness.Clients.HedgeTech;

/// <summary>Where the HedgeTech Data Engine is and how to log in to it.</summary>
public sealed record HedgeTechOptions
{
    /// <summary>Base address of the token endpoint.</summary>
    public Uri HttpBase { get; init; } = new("https://core.hedgetech.ir");

    /// <summary>Base address of the streams.</summary>
    public Uri WebSocketBase { get; init; } = new("wss://core.hedgetech.ir");

    /// <summary>The account's user name.</summary>
    public string Username { get; init; } = "";

    /// <summary>The account's password.</summary>
    public string Password { get; init; } = "";

    /// <summary>
    /// Where tokens come from instead of <see cref="Username"/> and <see cref="Password"/>. Called again whenever a new one is needed.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? TokenSource { get; init; }

    /// <summary>
    /// Rejections in a row, without any data between them, that are answered with a new token. The next one ends the stream.
    /// A rejection that names the subscription ends it at once.
    /// </summary>
    public int MaxTokenRenewals { get; init; } = 3;

    /// <summary>How to connect and stay connected.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    internal void ThrowIfUnusable() => ConnectionOptions.ThrowIfAny(Problems(), "options");

    private IEnumerable<string> Problems()
    {
        if (!HttpBase.IsAbsoluteUri || HttpBase.Scheme is not ("http" or "https"))
            yield return $"HttpBase must be an http or https address, but was {HttpBase}.";
        if (!WebSocketBase.IsAbsoluteUri || WebSocketBase.Scheme is not ("ws" or "wss"))
            yield return $"WebSocketBase must be a ws or wss address, but was {WebSocketBase}.";
        if (TokenSource is null && (Username.Length == 0 || Password.Length == 0))
            yield return "Username and Password must be given, or a TokenSource.";
        if (MaxTokenRenewals < 0)
            yield return $"MaxTokenRenewals must not be negative, but was {MaxTokenRenewals}.";
        foreach (string problem in Connection.Problems())
            yield return problem;
    }

    // The compiler's own ToString would print the password into the first log that meets these options.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(HttpBase)} = {HttpBase}, {nameof(WebSocketBase)} = {WebSocketBase}, {nameof(Username)} = {Username}");
        return true;
    }
}
