namespace Harness.Mocks.Scripting;

/// <summary>What is to happen to an HTTP request: wait <see cref="Delay"/>, then do <see cref="Outcome"/>.</summary>
internal sealed record HttpVerdict
{
    public static HttpVerdict Pass { get; } = new();

    public TimeSpan Delay { get; init; }

    public HttpOutcome Outcome { get; init; }

    /// <summary>For <see cref="HttpOutcome.Reject"/>.</summary>
    public HttpRejection? Rejection { get; init; }
}

internal enum HttpOutcome
{
    /// <summary>The built-in behaviour answers.</summary>
    Pass,
    Reject,

    /// <summary>Never answered; the connection stays until the client gives up.</summary>
    Stall,

    /// <summary>TCP ends without an answer.</summary>
    Cut,

    /// <summary>TCP is reset without an answer.</summary>
    Reset,

    /// <summary>The upgrade is answered 101 with a wrong Sec-WebSocket-Accept.</summary>
    WrongAcceptKey,
}

internal sealed record HttpRejection(int Status, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers);
