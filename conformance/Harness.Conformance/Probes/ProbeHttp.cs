using System.Text;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>The HTTP half of a probe: makes requests at the server's base address and writes both halves down.</summary>
internal sealed class ProbeHttp : IDisposable
{
    private const int LongestBody = 1 << 20;

    private readonly ProbeRecorder _recorder;
    private readonly HttpClient _client;
    private readonly string _base;

    /// <param name="dial">Opens the way to a server within the process; null for the network.</param>
    public ProbeHttp(ProbeRecorder recorder, Uri address, Func<CancellationToken, ValueTask<Stream>>? dial, bool trustAnyCertificate)
    {
        _recorder = recorder;
        _base = address.GetLeftPart(UriPartial.Authority) + address.AbsolutePath.TrimEnd('/');
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false };
        if (dial is not null) handler.ConnectCallback = (_, cancellation) => dial(cancellation);
#pragma warning disable CA5359 // Asked for by the user, whose server has a certificate of its own.
        if (trustAnyCertificate) handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestBody };
    }

    /// <summary>Makes a request.</summary>
    /// <exception cref="ProbeException">No answer came of it.</exception>
    public async Task<HttpExchange> SendAsync(HttpExchange request, CancellationToken cancellationToken)
    {
        var connection = _recorder.Begin();
        using var message = new HttpRequestMessage(new HttpMethod(request.Method!), Address(RequestContent.Target(request.Path!, request.Query)));
        message.Headers.ConnectionClose = true;
        if (request.Body is not null) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        connection.Add(FrameKind.Http, Party.Client, request);
        try
        {
            using var response = await _client.SendAsync(message, cancellationToken);
            var answer = new HttpExchange
            {
                Status = (int)response.StatusCode,
                Headers = [.. response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)))],
                Body = await response.Content.ReadAsStringAsync(cancellationToken),
            };
            connection.Add(FrameKind.Http, Party.Server, answer);
            return answer;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidOperationException)
        {
            connection.Add(FrameKind.Reset, Party.Server, default, null, "no answer");
            throw new ProbeException($"{request.Method} {Address(request.Path!)}: {problem.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private Uri Address(string target) => new(_base + target);
}
