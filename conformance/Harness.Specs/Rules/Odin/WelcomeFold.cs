using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Odin;

/// <summary>The greeting comes first and says who the client is; whatever comes later agrees.</summary>
internal sealed class WelcomeFold(OdinSession session) : Fold
{
    private const string GivenId = "odin.connect.004";
    private const string OnlyOnce = "odin.connect.005";
    private const string OwnId = "odin.connect.006";
    private const string First = "odin.connect.007";
    private const string SameId = "odin.message.004";
    private const string Connected = "odin.welcome.001";
    private const string Words = "odin.welcome.002";

    private const int MostIds = 100_000;
    private static readonly long Patience = Seconds.Of(10);

    private readonly PerConnection<Greeting> _greetings = new(() => new Greeting());
    private readonly Waits<Connection> _waits = new();
    private readonly HashSet<string> _ids = [];

    public static IReadOnlyList<string> Clauses { get; } = [GivenId, OnlyOnce, OwnId, First, SameId, Connected, Words];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.Kind == FrameKind.Refuse && OdinSession.IsEndpoint(frame.Connection)) JudgeRefusal(frame, findings);
        if (session.Of(frame.Connection) is not { } connection) return;
        if (frame is { Kind: FrameKind.Open, From: Party.Server })
        {
            findings.Applied();
            if (connection.OwnId is { } own && _ids.Count < MostIds) _ids.Add(own);
            _waits.Start(frame.Connection, frame.T + Patience, findings);
        }
        else if (frame.Kind is FrameKind.Close or FrameKind.Reset)
        {
            JudgeIdentity(frame, connection, findings);
        }

        if (session.Message is not { } message) return;
        var greeting = _greetings.Of(frame.Connection);
        if (!greeting.IsPast)
        {
            greeting.IsPast = true;
            _waits.Stop(frame.Connection);
            if (message.Type == "welcome") JudgeWelcome(frame, connection, message, findings);
            else findings.Report(First, frame, "The first message is no greeting", "type welcome", $"type {message.Type}");
        }

        JudgeId(frame, connection, greeting, message, findings);
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (connection.End is not null || connection.ServerMessages > 0) continue;
            findings.Report(
                First, (Frame?)null, $"Connection {connection.Number} is not greeted", "a welcome at once", $"nothing in {Seconds.Show(Patience)}");
        }
    }

    private static void JudgeRefusal(FrameView frame, FindingSink findings)
    {
        var status = frame.Frame.Http?.Status ?? 0;
        if (status is not (400 or 422)) return;
        var hasId = frame.Connection.Request?.Query?.Any(pair => pair.Key == "client_id" && pair.Value.Length > 0) ?? false;
        findings.Report(
            hasId ? OwnId : GivenId, frame, hasId ? "A client is refused with an id of its own" : "A client without an id is refused", "HTTP 101", $"HTTP {status}", Aspect.Close);
    }

    private static void JudgeWelcome(FrameView frame, OdinConnection connection, OdinMessage message, FindingSink findings)
    {
        if (message.Status != "connected") findings.Report(Connected, frame, "The greeting has another status", "status connected", $"status {message.Status ?? "none"}");
        if (OdinMessage.Text(message.Data, "message"u8) is null)
        {
            findings.Report(Words, frame, "The greeting's data has no message", "a string data.message", OdinMessage.Show(message.HasData && message.Data.TryGetProperty("message"u8, out var words) ? words : default));
        }

        if (connection.OwnId is { } own && (IdIn(message.Root) ?? IdIn(message.Data)) is { } named && named != own)
        {
            findings.Report(OwnId, frame, "The greeting names another client_id than the client chose", own, named);
        }
    }

    private void JudgeId(FrameView frame, OdinConnection connection, Greeting greeting, OdinMessage message, FindingSink findings)
    {
        if (!message.Root.TryGetProperty("client_id"u8, out var member)) return;
        if (member.ValueKind != JsonValueKind.String)
        {
            findings.Report(SameId, frame, "client_id is no string", "a string", OdinMessage.Show(member));
            return;
        }

        var id = member.GetString()!;
        if (greeting.Id is null)
        {
            greeting.Id = id;
            if (connection.HasNoId && _ids.Count < MostIds && !_ids.Add(id))
            {
                findings.Report(OnlyOnce, frame, "The client is given an id that another one has", "an id of its own", id);
            }
        }

        var expected = connection.OwnId ?? greeting.Id;
        if (id != expected && message.Type != "welcome") findings.Report(SameId, frame, "The message names another client_id", expected, id);
    }

    private void JudgeIdentity(FrameView frame, OdinConnection connection, FindingSink findings)
    {
        if (!ReferenceEquals(frame.Connection.End, frame.Frame) || !connection.HasNoId || connection.ClientId is not null || frame.Connection.ServerMessages == 0) return;
        findings.Inconclusive(
            GivenId, null, $"Connection {frame.Connection.Number} came without an id and was never told one", "a client_id in some message", "none in any");
    }

    private static string? IdIn(JsonElement element) => OdinMessage.Text(element, "client_id"u8);

    private sealed class Greeting
    {
        public bool IsPast { get; set; }

        /// <summary>The first id that the server named.</summary>
        public string? Id { get; set; }
    }
}
