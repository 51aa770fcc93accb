using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Recording;

/// <summary>Passes plain HTTP requests on, such as those for a token, and writes both halves down.</summary>
internal sealed class HttpRecorder : IDisposable
{
    private const long LongestAnswer = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RecordingDesk _desk;
    private readonly HttpMessageInvoker _target;

    public HttpRecorder(RecordingDesk desk)
    {
        _desk = desk;
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        handler.SslOptions.RemoteCertificateValidationCallback = desk.Trust;
        _target = new HttpMessageInvoker(handler);
    }

    public async Task HandleAsync(HttpContext context, PeerRequest request, IReadOnlyList<string> slugs)
    {
        var body = await ReadAsync(context);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var journal = _desk.Journal;
        var log = journal.Begin(isSocket: false);
        var asked = request.ToExchange(body.Length == 0 ? null : BodyText.Of(body, request.Header("Content-Encoding")));
        journal.Record(log, FrameKind.Http, Party.Client, default, asked);
        var (answer, content) = await AskAsync(request, body, slugs[0], context.RequestAborted);
        journal.Join(log, slugs, journal.Key(request.RemoteAddress, _desk.Marks.Of(asked, answer, slugs[0]), null, request.Path));
        journal.Record(log, FrameKind.Http, Party.Server, default, answer);
        journal.End(log);

        context.Response.StatusCode = answer.Status!.Value;
        foreach (var (name, value) in answer.Headers)
        {
            if (ForwardedHeaders.Passes(name)) context.Response.Headers.Append(name, value);
        }

        if (content.Length == 0) return;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    public void Dispose() => _target.Dispose();

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
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

    private async Task<(HttpExchange Answer, byte[] Content)> AskAsync(PeerRequest request, byte[] body, string slug, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, _desk.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            using var message = Message(request, body);
            using var response = await _target.SendAsync(message, either.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, either.Token);
            var content = await response.Content.ReadAsByteArrayAsync(either.Token);
            var headers = response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value))).ToList();
            return (new HttpExchange { Status = (int)response.StatusCode, Headers = headers, Body = BodyText.Of(content, response.Content.Headers.ContentEncoding.LastOrDefault()) }, content);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or ArgumentException or FormatException or OperationCanceledException)
        {
            var cause = problem is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : problem.InnerException?.Message ?? problem.Message;
            _desk.Log(MockLogLevel.Notice, slug, null, $"502 {request.Method} {request.Path}: {cause}");
            var text = new JsonObject { ["detail"] = $"harness record: {_desk.Address.Http("/").GetLeftPart(UriPartial.Authority)}: {cause}" }.ToJsonString();
            return (new HttpExchange { Status = StatusCodes.Status502BadGateway, Headers = [new("Content-Type", "application/json")], Body = text }, Encoding.UTF8.GetBytes(text));
        }
    }

    private HttpRequestMessage Message(PeerRequest request, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), _desk.Address.Http(request.Target));
        if (body.Length > 0 || request.Header("Content-Length") is not null) message.Content = new ByteArrayContent(body);
        foreach (var (name, value) in request.Headers)
        {
            if (!ForwardedHeaders.Passes(name) || ForwardedHeaders.Is(name, "Host")) continue;
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
