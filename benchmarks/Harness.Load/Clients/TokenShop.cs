using System.Collections.Concurrent;
using System.Text;
using Harness.Conformance.Probes;
using Harness.Fixtures.Transcripts;

namespace Harness.Load.Clients;

/// <summary>Gets tokens over HTTP, and keeps one for each credential where the clients share it.</summary>
internal sealed class TokenShop : IDisposable
{
    private const string Token = "token";
    private const int LongestBody = 1 << 20;

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _shared = new();
    private readonly HttpClient _http;
    private readonly string _base;

    public TokenShop(ProbeTarget target)
    {
        _base = target.HttpUrl.GetLeftPart(UriPartial.Authority) + target.HttpUrl.AbsolutePath.TrimEnd('/');
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, MaxConnectionsPerServer = 64 };
#pragma warning disable CA5359 // Asked for by the user, whose server has a certificate of its own.
        if (target.TrustAnyCertificate) handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LongestBody };
    }

    /// <summary>The handshake of that task, with the token that its credential has by now.</summary>
    /// <param name="key">Of the credential.</param>
    public async Task<ProbeRequest> OpenAsync(string key, ProbeTask task, IProtocolProbe probe, CancellationToken cancellationToken)
    {
        ProbeRequest? first = null;
        var token = await _shared.GetOrAdd(key, _ => new Lazy<Task<string?>>(async () =>
        {
            first = await probe.OpenAsync(task, cancellationToken);
            return task.Known(Token);
        })).Value;
        if (first is not null) return first;
        if (token is not null) task.Bindings.Set(Token, token);
        return await probe.OpenAsync(task, cancellationToken);
    }

    /// <exception cref="ProbeException">No answer came.</exception>
    public async Task<HttpExchange> SendAsync(HttpExchange request, CancellationToken cancellationToken)
    {
        var address = _base + RequestContent.Target(request.Path!, request.Query);
        using var message = new HttpRequestMessage(new HttpMethod(request.Method!), address);
        if (request.Body is not null) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            return new HttpExchange
            {
                Status = (int)response.StatusCode,
                Headers = [.. response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)))],
                Body = await response.Content.ReadAsStringAsync(cancellationToken),
            };
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProbeException($"{request.Method} {_base}{request.Path}: {problem.Message}");
        }
    }

    public void Dispose() => _http.Dispose();
}
