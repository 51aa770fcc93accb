using Harness.Conformance.Reports;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>
/// What the raw client side of a protocol has to know to play a case against a server: how a bare <c>client: open</c> looks, and the values of
/// placeholders that only the protocol can make. A protocol plugs in with one class in its folder and one line in <see cref="ProtocolProbes"/>.
/// </summary>
internal interface IProtocolProbe
{
    /// <summary>Slug.</summary>
    string Protocol { get; }

    /// <summary>Why a placeholder that only this probe can make has no value: what was tried, and what to do. Null where it has one.</summary>
    string? Obstacle => null;

    /// <summary>Called once, before the cases: a probe that has to find something out about this server first does it here.</summary>
    /// <returns>The probe that plays the cases.</returns>
    Task<IProtocolProbe> ScoutAsync(Scout scout, CancellationToken cancellationToken) => Task.FromResult(this);

    /// <summary>What was found out, at the case that it belongs to; null for every other case, and where the server does as our own mock does.</summary>
    CaseFinding? Discovery(TestCase one) => null;

    /// <summary>The handshake that subscribes, or logs in, as the document says. It may ask for a token first, through <paramref name="task"/>.</summary>
    /// <exception cref="ProbeException">The server gives nothing to go on with.</exception>
    Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the server has shown that it has this account of the protocol's own list, with the traits that the list gives it. Asked where nobody named an
    /// account and the conversation failed: a server that does not know the account must not be blamed.
    /// </summary>
    bool Knows(Account account, Transcript session) => false;

    /// <summary>
    /// Why the server need not do this now, by what it said itself or by what its document says: a market that is closed. Null where it owes it. Asked when a
    /// step has been waited for a while.
    /// </summary>
    string? Excuse(ProbeTask task, IReadOnlyList<ExchangeStep> expected, IReadOnlyList<Frame> frames) => null;

    /// <summary>A message that asks the server for such a reason, before it is blamed; null where there is none to ask or it was asked.</summary>
    string? Inquiry(IReadOnlyList<ExchangeStep> expected, IReadOnlyList<Frame> frames) => null;

    /// <summary>Called before anything is sent: sets the placeholders that only the protocol can make, such as <c>{signature}</c> and <c>{timestamp}</c>.</summary>
    void Prepare(ProbeTask task)
    {
    }
}

/// <summary>A handshake to be made.</summary>
internal sealed record ProbeRequest(string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>The server under test made it impossible to go on.</summary>
internal sealed class ProbeException(string message) : Exception(message);
