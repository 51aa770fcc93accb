using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>
/// A simple client at work against a mock for most of a minute of virtual time: it logs in, connects, subscribes, pings, trades, and comes back when it is
/// thrown out. Everything that it saw is kept.
/// </summary>
internal sealed class LibraryRun(LibraryClient client)
{
    /// <summary>How exact the times of a run are.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(48);
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<RawSocket> _sockets = [];
    private readonly List<TokenTry> _tokens = [];
    private readonly List<(DateTimeOffset At, int Connection, string Text)> _said = [];
    private readonly List<(DateTimeOffset At, int Connection)> _pings = [];
    private PlayedMock _mock = null!;
    private Task<(int Status, string Body)>? _asking;
    private Task<(int Status, string Body)>? _injecting;
    private string? _token;
    private RawSocket? _buried;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _nextCare;
    private int _heard;
    private bool _stirred;
    private int _greeted;
    private int _greetings;

    public LibraryClient Client => client;

    /// <summary>Every try to connect, in order.</summary>
    public IReadOnlyList<RawSocket> Sockets => _sockets;

    public IReadOnlyList<TokenTry> Tokens => _tokens;

    public IReadOnlyList<(DateTimeOffset At, int Connection, string Text)> Said => _said;

    /// <summary>RFC 6455 pings that the client sent.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Connection)> Pings => _pings;

    /// <summary>How many orders were placed from outside.</summary>
    public int Injected { get; private set; }

    /// <summary>Connections that were up, in order.</summary>
    public IReadOnlyList<RawSocket> Connections => [.. _sockets.Where(socket => socket.Status == 101)];

    private DateTimeOffset Now => _mock.Clock.GetUtcNow();

    /// <param name="enough">Looked at every second: ends the run sooner.</param>
    public static async Task<LibraryRun> PlayAsync(LibraryClient client, Scenario? scenario, Func<LibraryRun, bool> enough)
    {
        var run = new LibraryRun(client);
        await using var mock = await PlayedMock.StartAsync(options => options with { Protocols = [client.Slug], Rate = 1, Scenarios = scenario is null ? [] : [scenario] });
        run._mock = mock;
        run._notBefore = mock.Clock.GetUtcNow();
        run._nextCare = mock.Clock.GetUtcNow() + TimeSpan.FromSeconds(2);
        for (var steps = 1; steps <= Length / Step && (steps % 4 != 0 || !enough(run)); steps++)
        {
            run._stirred = false;
            run.Tend();
            // What was said must have been heard before time moves on: then the same run gives the same bytes.
            if (run._stirred) await mock.Clock.Quiet.WaitAsync(TestContext.Current.CancellationToken);
            mock.Clock.Advance(Step);
            await mock.Clock.Quiet.WaitAsync(TestContext.Current.CancellationToken);
        }

        foreach (var socket in run._sockets) await socket.DisposeAsync();
        return run;
    }

    private void Tend()
    {
        if (client.NeedsToken && _token is null && !LogIn()) return;
        var socket = _sockets.Count > 0 ? _sockets[^1] : null;
        if (socket is null || IsLost(socket))
        {
            Connect(socket);
            return;
        }

        if (!socket.IsOpen) return;
        if (_greeted < _sockets.Count) Greet(socket);
        Listen(socket);
        if (Now < _nextCare) return;
        _nextCare = Now + TimeSpan.FromSeconds(4);
        Care(socket);
    }

    /// <summary>Whether the token is there.</summary>
    private bool LogIn()
    {
        if (_asking is null)
        {
            if (Now < _notBefore) return false;
            _stirred = true;
            _tokens.Add(new TokenTry(Now));
            _asking = client.Slug == "airalgo" ? _mock.GetAsync(client.TokenPath) : _mock.PostFormAsync(client.TokenPath, ("username", "demo"), ("password", "demo"));
        }

        if (!_asking.IsCompleted) return false;
        var (status, body) = _asking.GetAwaiter().GetResult();
        _tokens[^1] = _tokens[^1] with { AnsweredAt = Now, Status = status };
        _asking = null;
        _notBefore = Now + Pause;
        if (status != 200) return false;
        _token = JsonElement.Parse(body).EnumerateObject().First(member => member.Name is "Authorization" or "access_token").Value.GetString();
        return true;
    }

    private bool IsLost(RawSocket socket)
    {
        if (socket.End is not null || (socket.Status != 0 && socket.Status != 101)) return true;
        if (socket.Status == 101 && !socket.AcceptIsRight) return true;
        if (socket.Status == 0) return Now - socket.AskedAt > HandshakePatience;
        var frames = socket.Frames;
        return Now - (frames.Count > 0 ? frames[^1].At : socket.AnsweredAt!.Value) > SilencePatience;
    }

    private void Connect(RawSocket? lost)
    {
        if (lost is not null && lost != _buried)
        {
            Bury(lost);
            return;
        }

        if (Now < _notBefore) return;
        (_heard, _stirred) = (0, true);
        _sockets.Add(RawSocket.Start(_mock.Server.ConnectAsync().AsTask().Result, _mock.Clock, client.Target, client.Headers(_token)));
    }

    private void Bury(RawSocket lost)
    {
        if (lost.End is null) lost.Leave();
        // Thrown out for its credentials: it gets new ones.
        if (lost.Close() is { CloseCode: 1008 }) _token = null;
        (_buried, _notBefore) = (lost, Now + Pause);
    }

    private void Greet(RawSocket socket)
    {
        _greeted = _sockets.Count;
        foreach (var text in client.Hello(++_greetings, _token, Now)) Say(socket, text);
    }

    private void Listen(RawSocket socket)
    {
        var frames = socket.Frames;
        for (; _heard < frames.Count; _heard++)
        {
            if (frames[_heard].Opcode == 8)
            {
                _stirred = true;
                socket.Say(8, frames[_heard].Payload);
            }

            if (frames[_heard].Json is { } message && client.Answer(message) is { } answer) Say(socket, answer);
        }
    }

    /// <summary>Every few seconds: signs of life, an order, and a new try to subscribe where no price came.</summary>
    private void Care(RawSocket socket)
    {
        _stirred = true;
        _pings.Add((Now, Connections.Count));
        socket.Say(9, [(byte)_pings.Count]);
        if (client.Alive is { } alive) Say(socket, alive);
        if (client.Order is { } order) Say(socket, order);
        if (client.Injected is { } injected && _injecting is not { IsCompleted: false })
        {
            _injecting = _mock.PostAsync("/__admin/orders", injected);
            Injected++;
        }

        if (!client.IsIdle && !this.Prices(socket).Any() && _greetings == 1 && Now - socket.AnsweredAt > TimeSpan.FromSeconds(5)) Repeat(socket);
    }

    /// <summary>Says its first words again, because nothing came of them.</summary>
    private void Repeat(RawSocket socket)
    {
        foreach (var text in client.Hello(1, _token, Now)) Say(socket, text);
    }

    private void Say(RawSocket socket, string text)
    {
        _stirred = true;
        _said.Add((Now, Connections.Count, text));
        socket.Say(text);
    }
}

/// <summary>One request for a token.</summary>
internal sealed record TokenTry(DateTimeOffset At, DateTimeOffset? AnsweredAt = null, int Status = 0);
