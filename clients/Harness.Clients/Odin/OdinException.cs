namespace Harness.Clients.Odin;

/// <summary>The server answered a request with an error.</summary>
public sealed class OdinException : Exception
{
    internal OdinException(string serverMessage)
        : base($"The server answered with an error: {serverMessage}") => ServerMessage = serverMessage;

    /// <summary>The server's own words.</summary>
    public string ServerMessage { get; }
}
