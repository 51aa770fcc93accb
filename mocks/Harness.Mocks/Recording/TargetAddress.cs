namespace Harness.Mocks.Recording;

/// <summary>Where the requests of clients go: the target's address with the path and query as the client wrote them.</summary>
internal sealed class TargetAddress(Uri target, Uri? httpTarget)
{
    // As on the wire: a percent sign more or less would be another request.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Uri _http = httpTarget ?? new UriBuilder(target) { Scheme = target.Scheme == "wss" ? "https" : "http", Port = target.Port }.Uri;

    public Uri Socket(string requestTarget) => At(target, requestTarget);

    public Uri Http(string requestTarget) => At(_http, requestTarget);

    private static Uri At(Uri address, string requestTarget)
    {
        var path = requestTarget.StartsWith('/') ? requestTarget : "/" + requestTarget;
        var whole = $"{address.GetLeftPart(UriPartial.Authority)}{address.AbsolutePath.TrimEnd('/')}{path}";
        return Uri.TryCreate(whole, AsWritten, out var url) ? url : throw new ArgumentException($"{requestTarget} is no path that could be asked for", nameof(requestTarget));
    }
}
