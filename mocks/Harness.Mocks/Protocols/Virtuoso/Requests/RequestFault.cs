namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>Why a request is not served: a code of the document's table and what was expected.</summary>
internal sealed record RequestFault(int Code, string Message)
{
    public const int BadRequest = 400;
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int NotFound = 404;
    public const int TooManyRequests = 429;

    /// <summary>What a client sent may stand in it: a message of a megabyte makes no answer of a megabyte.</summary>
    private const int Longest = 240;

    public string Message { get; } = Message.Length <= Longest ? Message : string.Concat(Message.AsSpan(0, char.IsHighSurrogate(Message[Longest - 1]) ? Longest - 1 : Longest), "…");

    public static RequestFault Bad(string message) => new(BadRequest, message);
}
