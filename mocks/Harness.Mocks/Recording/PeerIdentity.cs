using System.Net;
using Harness.Mocks.Journal;

namespace Harness.Mocks.Recording;

/// <summary>
/// Finds out whose connection one is: by its handshake, or by the first of its messages that carries a credential. Who says nothing of the kind is
/// known by its address and the endpoint, after a while.
/// </summary>
internal sealed class PeerIdentity : IDisposable
{
    /// <summary>Logins come at once; frames that wait for one are not on disk yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Journal.Journal _journal;
    private readonly JournalConnection _connection;
    private readonly PeerMarks _marks;
    private readonly IPAddress? _address;
    private readonly string _path;
    private readonly ITimer _timer;
    private volatile bool _known;

    public PeerIdentity(Journal.Journal journal, JournalConnection connection, PeerMarks marks, string protocol, IPAddress? address, string path, TimeProvider time)
    {
        _journal = journal;
        _connection = connection;
        _marks = marks;
        Protocol = protocol;
        _address = address;
        _path = path;
        _timer = time.CreateTimer(static identity => ((PeerIdentity)identity!).Settle(), this, Patience, Timeout.InfiniteTimeSpan);
    }

    public string Protocol { get; }

    /// <summary>The handshake told.</summary>
    public void Know(string? credential, string? clientId)
    {
        if (_known || (credential is null && clientId is null)) return;
        _known = true;
        _journal.Join(_connection, [Protocol], _journal.Key(_address, credential, clientId, _path));
    }

    /// <summary>A text message of the client, which may hold its login.</summary>
    public void Heard(ReadOnlyMemory<byte> text)
    {
        if (!_known) Know(_marks.Of(text, Protocol), null);
    }

    /// <summary>Nothing better will come.</summary>
    public void Settle()
    {
        if (_known) return;
        _known = true;
        _journal.Join(_connection, [Protocol], _journal.Key(_address, null, null, _path));
    }

    public void Dispose()
    {
        _timer.Dispose();
        Settle();
    }
}
