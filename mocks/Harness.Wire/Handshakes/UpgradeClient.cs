using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Harness.Wire.Transports;

namespace Harness.Wire.Handshakes;

/// <summary>Makes one handshake: dials, lays TLS over it, asks, judges the answer.</summary>
internal sealed class UpgradeClient(UpgradeRequest request)
{
    // The TCP socket at the bottom, where there is one.
    private Socket? _socket;

    public async Task<UpgradeResult> ConnectAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(cancellationToken);
        if (answer is not { Transport: { } transport, Fault: null })
        {
            if (answer.Transport is not null) await answer.Transport.DisposeAsync();
            return new UpgradeResult { Response = answer.Response, Fault = answer.Fault };
        }

        return new UpgradeResult { Response = answer.Response, Connection = new WireConnection(WireRole.Client, transport, request.Wire, request.Time, request.Observer) };
    }

    /// <summary>Asks, and leaves what the connection carries to whoever asked.</summary>
    public async Task<UpgradeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        // Not disposed, as the timer may just be firing; it has nothing of its own to let go of.
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = request.Time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, request.Timeout, Timeout.InfiniteTimeSpan);
        Stream? stream = null;
        try
        {
            stream = await DialAsync(patience.Token);
            var answer = await UpgradeAsync(stream, patience.Token);
            if (answer.Transport is not null) stream = null;
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpgradeAnswer { Fault = $"The handshake with {request.Url.Authority} did not finish within {request.Timeout.TotalSeconds:0.###} s." };
        }
        finally
        {
            if (stream is not null) await stream.DisposeAsync();
        }
    }

    private async Task<UpgradeAnswer> UpgradeAsync(Stream stream, CancellationToken cancellationToken)
    {
        Span<byte> bytes = stackalloc byte[WireHandshake.KeyBytes];
        request.Wire.Masks.Fill(bytes);
        var head = UpgradeHead.Write(request, Convert.ToBase64String(bytes), out var key);
        var reader = new ResponseReader(stream, request.MaxHeadBytes, request.MaxBodyBytes);
        UpgradeResponse response;
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), cancellationToken);
            response = await reader.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or SocketException)
        {
            return new UpgradeAnswer { Fault = e.Message };
        }

        if (response.Status != 101) return new UpgradeAnswer { Response = response };
        return new UpgradeAnswer { Response = response, Fault = UpgradeHead.Judge(request, response, key), Transport = new StreamTransport(stream, _socket, alreadyRead: reader.Unread) };
    }

    private async Task<Stream> DialAsync(CancellationToken cancellationToken)
    {
        var stream = await (request.Dial ?? DialTcpAsync)(request.Url, cancellationToken);
        _socket = (stream as NetworkStream)?.Socket;
        if (request.Url.Scheme != "wss") return stream;
        try
        {
            return await SecureAsync(stream, cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = request.Url.IdnHost };
#pragma warning disable CA5359 // Asked for by the caller, who talks to a mock with a certificate of its own.
        if (request.CertificateCheck is { } check) options.RemoteCertificateValidationCallback = check;
        if (request.TrustAnyCertificate) options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch (System.Security.Authentication.AuthenticationException e)
        {
            throw new IOException($"TLS with {request.Url.Authority} failed: {e.Message}", e);
        }
    }

    private static async ValueTask<Stream> DialTcpAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(url.IdnHost, url.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{url.Authority} cannot be reached: {e.Message}.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
