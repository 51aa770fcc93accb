using System.Net;

namespace Harness.Clients.HedgeTech.Tokens;

/// <summary>The token endpoint gave no token.</summary>
public sealed class TokenRefusedException : Exception
{
    internal TokenRefusedException(HttpStatusCode status, string detail)
        : base($"The token endpoint answered HTTP {(int)status}{(detail.Length == 0 ? "." : $": {detail}")}")
    {
        Status = status;
        Detail = detail;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>
    /// The server's <c>detail</c>, as text, or as JSON where it is no string. Of an answer without a token: what is wrong with it.
    /// </summary>
    public string Detail { get; }

    /// <summary>The server is busy or broken (408, 429, 5xx): asking again later may help.</summary>
    public bool IsTransient => Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)Status >= 500;
}
