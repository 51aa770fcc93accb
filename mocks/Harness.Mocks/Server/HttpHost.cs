using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server;

/// <summary>Answers plain HTTP requests of peers and writes both halves down.</summary>
internal sealed class HttpHost(World world, int maxBodyBytes)
{
    public async Task HandleAsync(HttpContext context, PeerRequest request, HttpTarget target)
    {
        var body = await ReadBodyAsync(context);
        var verdict = world.Enter(() => world.Scripts.OnHttp(Facts(request, target.Slugs, body)));
        if (await HttpVerdicts.ApplyAsync(world, context, verdict, answer => RecordScripted(request, target.Slugs, body, answer))) return;
        if (body is null)
        {
            var cause = $"the body is longer than {maxBodyBytes} bytes";
            await AnswerAsync(context, request, null, new HttpReply(StatusCodes.Status413PayloadTooLarge, JsonBody.Detail(cause)) { Cause = cause }, target.Slugs);
            return;
        }

        if (!target.Endpoint.Methods.Contains(request.Method))
        {
            var cause = $"{request.Method} is not answered here, expected {string.Join(" or ", target.Endpoint.Methods)}";
            context.Response.Headers.Allow = string.Join(", ", target.Endpoint.Methods);
            await AnswerAsync(context, request, body, new HttpReply(StatusCodes.Status405MethodNotAllowed, JsonBody.Detail("Method Not Allowed")) { Cause = cause }, target.Slugs);
            return;
        }

        var reply = world.Enter(() => target.Endpoint.Handle(new HttpCall(request, body)));
        await AnswerAsync(context, request, body, reply, target.Slugs);
    }

    /// <summary>Nobody listens at that path: say who listens where. A request that misses its path belongs to the conversation all the same.</summary>
    /// <param name="context">The request as the host has it.</param>
    /// <param name="request">The request.</param>
    /// <param name="known">Every endpoint there is.</param>
    /// <param name="slugs">The protocols that it was most likely meant for; none where nothing tells.</param>
    public async Task NotFoundAsync(HttpContext context, PeerRequest request, IReadOnlyList<string> known, IReadOnlyList<string> slugs)
    {
        var answer = new JsonObject
        {
            ["detail"] = $"Nothing is mocked at {request.Path}",
            ["endpoints"] = new JsonArray([.. known.Select(one => JsonValue.Create(one))]),
        };
        world.Log(MockLogLevel.Notice, "http", null, $"404 {request.Method} {request.Path}: nothing is mocked there; endpoints: {string.Join(", ", known)}");
        var reply = new HttpReply(StatusCodes.Status404NotFound, answer.ToText());
        if (slugs.Count > 0 && request.Header("Upgrade") is null)
        {
            await AnswerAsync(context, request, await ReadBodyAsync(context), reply, slugs);
            return;
        }

        if (slugs.Count > 0) Note(request, slugs);
        await WriteAsync(context, reply);
    }

    private HttpFacts Facts(PeerRequest request, IReadOnlyList<string> slugs, byte[]? body) => new()
    {
        Protocols = slugs,
        Path = request.Path,
        Request = request.ToExchange(body is null ? null : Encoding.UTF8.GetString(body)),
        SessionKey = world.Journal.Key(request.RemoteAddress, null, null, request.Path).Word,
    };

    private void RecordScripted(PeerRequest request, IReadOnlyList<string> slugs, byte[]? body, HttpExchange? answer)
    {
        var journal = world.Journal;
        var connection = journal.Begin(isSocket: false, slugs[0]);
        journal.Record(connection, FrameKind.Http, Party.Client, default, request.ToExchange(body is null ? null : Encoding.UTF8.GetString(body)));
        journal.Join(connection, slugs, journal.Key(request.RemoteAddress, null, null, request.Path));
        if (answer is not null) journal.Record(connection, FrameKind.Http, Party.Server, default, answer);
        else journal.Record(connection, FrameKind.Reset, Party.Server, default, new Journal.CloseDetail(null, "never answered"));
        journal.End(connection);
    }

    private void Note(PeerRequest request, IReadOnlyList<string> slugs)
    {
        var journal = world.Journal;
        var connection = journal.Begin(isSocket: true, slugs[0]);
        journal.Record(connection, FrameKind.Open, Party.Client, default, request.ToExchange());
        journal.Join(connection, slugs, journal.Key(request.RemoteAddress, null, null, request.Path));
        journal.Record(connection, FrameKind.Refuse, Party.Server, default, new HttpExchange { Status = StatusCodes.Status404NotFound });
        journal.End(connection);
    }

    private async Task AnswerAsync(HttpContext context, PeerRequest request, byte[]? body, HttpReply reply, IReadOnlyList<string> slugs)
    {
        var journal = world.Journal;
        var connection = journal.Begin(isSocket: false, slugs[0]);
        journal.Record(connection, FrameKind.Http, Party.Client, default, request.ToExchange(body is null ? null : Encoding.UTF8.GetString(body)));
        journal.Join(connection, slugs, journal.Key(request.RemoteAddress, reply.Credential, null, request.Path));
        journal.Record(connection, FrameKind.Http, Party.Server, default, new HttpExchange
        {
            Status = reply.Status,
            Headers = [new("Content-Type", reply.ContentType)],
            Body = reply.Body,
        });
        journal.End(connection);
        if (reply.Cause is not null) world.Log(MockLogLevel.Notice, slugs[0], null, $"{reply.Status} {request.Method} {request.Path}: {reply.Cause}");
        await WriteAsync(context, reply);
    }

    private async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > maxBodyBytes) return null;
        using var buffer = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, HttpReply reply)
    {
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
