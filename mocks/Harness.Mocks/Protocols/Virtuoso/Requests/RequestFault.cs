namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>Why a request is not served: a code of the document's table and what was expected.</summary>
internal sealed record RequestFault(int Code, string Message)
{
    public const int BadRequest = 400;
    public const int Unauthorized = 401;
    public const int Forbidden = 403;
    public const int NotFound = 404;
    public const int TooManyRequests = 429;

    public static RequestFault Bad(string message) => new(BadRequest, message);
}
