namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What is surely wrong with a handshake's request, gravest first. A symbol may be unknown as well, which only the server can tell.</summary>
internal enum RequestFault
{
    None,

    /// <summary>No Authorization header, or an empty one.</summary>
    NoToken,

    /// <summary>The token is no JWT, has expired, is not signed, or its signature is known to be wrong.</summary>
    BadToken,

    /// <summary>A scheme word or quotation marks stand around a token that may be good.</summary>
    WrappedToken,

    /// <summary>No channel, or no symbol, is asked for.</summary>
    Missing,

    /// <summary>No channel that is asked for exists.</summary>
    BadChannels,

    /// <summary>Some channels exist and some do not.</summary>
    SomeBadChannels,

    /// <summary>Values are joined by commas.</summary>
    Joined,
}
