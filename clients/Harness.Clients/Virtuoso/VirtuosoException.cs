namespace Harness.Clients.Virtuoso;

/// <summary>The server answered a request with an error.</summary>
public sealed class VirtuosoException : Exception
{
    internal VirtuosoException(int code, string serverMessage)
        : base($"The server answered with error {code}: {serverMessage}")
    {
        Code = code;
        ServerMessage = serverMessage;
    }

    /// <summary>400 bad request, 401 unauthorized, 403 forbidden, 404 not found, 429 too many requests, 500 internal error.</summary>
    public int Code { get; }

    /// <summary>The server's own words.</summary>
    public string ServerMessage { get; }

    /// <summary>The server is busy or broken: asking again later may help.</summary>
    public bool IsTransient => Code is 429 or >= 500;
}
