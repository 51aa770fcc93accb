using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;

namespace Harness.Mocks.Replaying;

/// <summary>
/// Everything that can be played, by path, in the order of the recording. Each connection is played once; when all of a path have been, they begin again.
/// </summary>
internal sealed class RecordedBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<RecordedSocket>> _sockets = [];
    private readonly Dictionary<(string Method, string Path), List<RecordedExchange>> _exchanges = [];
    private readonly HashSet<object> _played = [];

    public RecordedBook(IEnumerable<Transcript> transcripts)
    {
        foreach (var session in transcripts.OrderBy(transcript => transcript.Header.Started).Select(transcript => new RecordedSession(transcript)))
        {
            Sessions.Add(session);
            foreach (var socket in session.Sockets) Under(_sockets, PathOf(socket.Request)).Add(socket);
            foreach (var exchange in session.Exchanges) Under(_exchanges, (exchange.Request.Method ?? "GET", PathOf(exchange.Request))).Add(exchange);
        }
    }

    public List<RecordedSession> Sessions { get; } = [];

    /// <summary>Paths of sockets, and how many connections were recorded at each.</summary>
    public IEnumerable<(string Path, string Protocol, int Connections)> Sockets => _sockets.Select(pair => (pair.Key, pair.Value[0].Session.Protocol, pair.Value.Count));

    /// <summary>What can be asked for, as a 404 lists it.</summary>
    public IEnumerable<string> Endpoints => [.. _exchanges.Keys.Select(key => $"{key.Method} {key.Path}"), .. _sockets.Keys.Select(path => $"WS {path}")];

    /// <summary>The next connection for a handshake: of the session whose token it carries, or else the next with its query, or else the next of its path.</summary>
    public RecordedSocket? Next(PeerRequest request)
    {
        lock (_gate)
        {
            if (!_sockets.TryGetValue(request.Path, out var sockets)) return null;
            var left = Left(sockets);
            var carried = request.Headers.Concat(request.Query).Select(pair => pair.Value).ToList();
            var next = left.Find(socket => carried.Exists(socket.Session.Marks.Issued)) ?? left.Find(socket => SameQuery(socket.Request, request)) ?? left[0];
            _played.Add(next);
            return next;
        }
    }

    /// <summary>The next answer to a plain request.</summary>
    public RecordedExchange? NextExchange(PeerRequest request)
    {
        lock (_gate)
        {
            if (!_exchanges.TryGetValue((request.Method, request.Path), out var exchanges)) return null;
            var next = Left(exchanges)[0];
            _played.Add(next);
            return next;
        }
    }

    /// <summary>Whether both ask for the same, credentials aside.</summary>
    public static bool SameQuery(HttpExchange recorded, PeerRequest request) =>
        recorded.Query.Count == request.Query.Count
        && recorded.Query.Zip(request.Query).All(pair => pair.First.Key == pair.Second.Key && (pair.First.Value == pair.Second.Value || pair.First.Value.Contains("redacted:", StringComparison.Ordinal)));

    private List<T> Left<T>(List<T> all)
        where T : class
    {
        var left = all.FindAll(one => !_played.Contains(one));
        if (left.Count > 0) return left;
        _played.ExceptWith(all);
        return all;
    }

    private static string PathOf(HttpExchange request)
    {
        var path = Uri.UnescapeDataString(request.Path ?? "/");
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    private static List<TValue> Under<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        return list;
    }
}
