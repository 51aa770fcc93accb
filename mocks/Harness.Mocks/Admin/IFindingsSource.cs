namespace Harness.Mocks.Admin;

/// <summary>
/// Where <c>/__admin/findings</c> gets its answer: whatever judges the sessions of a running mock, plugged in from outside with
/// <see cref="Server.MockServer.Plug"/>. The mock itself knows no rules.
/// </summary>
public interface IFindingsSource
{
    /// <summary>Each finding so far as a JSON object, UTF-8, the oldest first; the oldest are forgotten first.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> All { get; }

    /// <summary>Sessions that are not judged, as there are too many at once.</summary>
    IReadOnlyList<string> NotJudged { get; }

    /// <summary>Each finding so far, then each new one as it is made, until cancelled.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(CancellationToken cancellationToken);
}
