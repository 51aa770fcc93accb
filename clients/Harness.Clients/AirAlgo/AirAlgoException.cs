namespace Harness.Clients.AirAlgo;

/// <summary>The server refused: a key, an access token or a request.</summary>
public sealed class AirAlgoException : Exception
{
    internal AirAlgoException(string reason)
        : base($"The server refuses: {reason}") => Reason = reason;

    /// <summary>The server's own words.</summary>
    public string Reason { get; }

    /// <summary>Error Handling 2 asks for a fresh token in these words.</summary>
    internal bool IsAboutTheToken => Reason.Contains("access token", StringComparison.OrdinalIgnoreCase);
}
