using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;
using Harness.Wire.Handshakes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Recording;

/// <summary>Makes a client's handshake with the target, passes the answer back, and relays what becomes a connection.</summary>
internal sealed class SocketRecorder(RecordingDesk desk)
{
    public async Task HandleAsync(HttpContext context, PeerRequest request, string slug)
    {
        var journal = desk.Journal;
        var log = journal.Begin(isSocket: true);
        var asked = request.ToExchange();
        journal.Record(log, FrameKind.Open, Party.Client, default, asked);
        using var identity = new PeerIdentity(journal, log, desk.Marks, slug, request.RemoteAddress, request.Path, desk.Time);
        identity.Know(desk.Marks.Of(asked, slug), PathBook.ClientIdOf(slug, request.Path, request.Query));

        var answer = await AskAsync(request, context.RequestAborted);
        if (answer is null)
        {
            journal.Record(log, FrameKind.Reset, Party.Client, default, new CloseDetail(null, "cut"));
            journal.End(log);
            return;
        }

        await using var target = answer.Transport;
        if (target is null || answer.Response is not { Status: StatusCodes.Status101SwitchingProtocols } accepted)
        {
            await RefuseAsync(context, request, slug, log, answer);
            return;
        }

        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            await RefuseAsync(context, request, slug, log, new UpgradeAnswer { Fault = "the target accepted a handshake that cannot be passed on: it is no HTTP/1.1 upgrade" });
            return;
        }

        journal.Record(log, FrameKind.Open, Party.Server, default, new HttpExchange { Status = accepted.Status, Headers = accepted.Headers });
        if (answer.Fault is { } fault) desk.Log(MockLogLevel.Notice, slug, null, $"{request.Path}: the target's 101 is passed on, though {fault}");
        Copy(accepted.Headers, context.Response, isSocket: true);
        var stream = await upgrade.UpgradeAsync();
        await using var client = PeerTransport.Of(context, stream);
        using var notes = new RelayNotes(journal, log, identity, desk.Options.MaxMessageBytes);
        var number = desk.Opened(slug, request.Path);
        await new Relay(client, target, notes, desk.Folder, desk.Time).RunAsync(desk.Stopping);
        desk.Ended(slug, number, notes.Ending ?? "over");
    }

    /// <returns>Null where the client did not wait for an answer.</returns>
    private async Task<UpgradeAnswer?> AskAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await WireHandshake.AskAsync(
                new UpgradeRequest(desk.Address.Socket(request.Target))
                {
                    Headers = ForwardedHeaders.OfHandshake(request.Headers),
                    Time = desk.Time,
                    CertificateCheck = desk.Trust,
                },
                cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException)
        {
            return new UpgradeAnswer { Fault = problem.Message };
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task RefuseAsync(HttpContext context, PeerRequest request, string slug, JournalConnection log, UpgradeAnswer answer)
    {
        var body = answer.Response?.Body ?? Encoding.UTF8.GetBytes(new JsonObject { ["detail"] = $"harness record: {answer.Fault}" }.ToJsonString());
        var refusal = new HttpExchange
        {
            Status = answer.Response?.Status ?? StatusCodes.Status502BadGateway,
            Headers = answer.Response?.Headers ?? [new("Content-Type", "application/json")],
            Body = BodyText.Of(body, answer.Response?.Header("Content-Encoding")),
        };
        desk.Journal.Record(log, FrameKind.Refuse, Party.Server, default, refusal);
        desk.Journal.End(log);
        desk.Log(MockLogLevel.Notice, slug, null, $"{refusal.Status} {request.Path}{(answer.Fault is { } fault ? $": {fault}" : ", says the target")}");
        context.Response.StatusCode = refusal.Status.Value;
        Copy(refusal.Headers, context.Response, isSocket: false);
        if (body.Length == 0) return;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static void Copy(IReadOnlyList<KeyValuePair<string, string>> headers, HttpResponse response, bool isSocket)
    {
        foreach (var (name, value) in headers)
        {
            if (ForwardedHeaders.Passes(name)) response.Headers.Append(name, value);
        }

        if (!isSocket) return;
        response.Headers.Upgrade = "websocket";
        response.Headers.Connection = "Upgrade";
    }
}
