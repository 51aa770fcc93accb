using System.Globalization;
using System.Text;

namespace Harness.Wire.Handshakes;

/// <summary>Reads one HTTP/1.1 response (RFC 9112) from a server that may be anything: bounded, and clear about what is wrong.</summary>
internal sealed class ResponseReader(Stream stream, int maxHeadBytes, int maxBodyBytes)
{
    private byte[] _bytes = new byte[4096];
    private int _start;
    private int _end;
    private int _headBytes;

    /// <summary>What was read beyond the response.</summary>
    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    /// <exception cref="InvalidDataException">What came is not HTTP, too long, or not all there.</exception>
    public async Task<UpgradeResponse> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var response = await ReadHeadAsync(cancellationToken);

            // 100, 102 and 103 announce the real answer (RFC 9110 §15.2).
            if (response.Status is >= 100 and < 200 and not 101) continue;
            if (response.Status is 101 or 204 or 304) return response;
            var (body, isPartial) = await ReadBodyAsync(response, cancellationToken);
            return response with { Body = body, BodyIsPartial = isPartial };
        }
    }

    private async Task<UpgradeResponse> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var (status, phrase) = ParseStatus(await ReadLineAsync(cancellationToken));
        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line) headers.Add(ParseHeader(line));
        return new UpgradeResponse { Status = status, Phrase = phrase, Headers = headers };
    }

    private static (int Status, string Phrase) ParseStatus(string line)
    {
        var parts = line.Split(' ', 3);
        if (parts.Length >= 2 && parts[0] is "HTTP/1.1" or "HTTP/1.0" && parts[1].Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= 100)
        {
            return (status, parts.Length > 2 ? parts[2] : "");
        }

        throw new InvalidDataException($"The answer must begin like 'HTTP/1.1 101 Switching Protocols', but begins {WireHandshake.Shown(line)}.");
    }

    private static KeyValuePair<string, string> ParseHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !line.AsSpan(0, colon).ContainsAny(" \t")) return new(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        throw new InvalidDataException($"A header line must be 'Name: value', but is {WireHandshake.Shown(line)}.");
    }

    private async Task<(ReadOnlyMemory<byte> Body, bool IsPartial)> ReadBodyAsync(UpgradeResponse response, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        bool isWhole;
        try
        {
            isWhole = response switch
            {
                _ when WireHandshake.HasToken(response.Header("Transfer-Encoding"), "chunked") => await ReadChunksAsync(body, cancellationToken),
                _ when ulong.TryParse(response.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) =>
                    await CopyAsync(body, length, cancellationToken),
                _ => await CopyAsync(body, null, cancellationToken),
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or OperationCanceledException)
        {
            // The refusal itself is known; a body that is broken, or does not end in time, takes nothing from it.
            isWhole = false;
        }

        return (body.ToArray(), !isWhole);
    }

    private async Task<bool> ReadChunksAsync(MemoryStream body, CancellationToken cancellationToken)
    {
        while (true)
        {
            _headBytes = 0;
            var line = await ReadLineAsync(cancellationToken);
            var size = line.Split(';')[0].Trim();
            if (!ulong.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)) return false;
            if (length == 0) return true;
            if (!await CopyAsync(body, length, cancellationToken)) return false;
            await ReadLineAsync(cancellationToken);
        }
    }

    /// <summary>Copies so many bytes, or all there are; false if the end or the limit came first.</summary>
    private async Task<bool> CopyAsync(MemoryStream body, ulong? length, CancellationToken cancellationToken)
    {
        while (length is not 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) return length is null;
            var room = maxBodyBytes - (int)body.Length;
            if (room == 0) return false;
            var piece = (int)Math.Min((ulong)Math.Min(_end - _start, room), length ?? ulong.MaxValue);
            body.Write(_bytes, _start, piece);
            _start += piece;
            length -= (ulong)piece;
        }

        return true;
    }

    /// <summary>Reads a line without its end; a bare LF counts as one (RFC 9112 §2.2).</summary>
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (true)
        {
            var end = _bytes.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_bytes, _start, looked + end);
                _start += looked + end + 1;
                _headBytes += line.Length + 1;
                if (_headBytes > maxHeadBytes) throw TooLong();
                return line.EndsWith('\r') ? line[..^1] : line;
            }

            looked = _end - _start;
            if (_headBytes + looked > maxHeadBytes) throw TooLong();
            if (!await FillAsync(cancellationToken)) throw EndedEarly();
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Unread.CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    private InvalidDataException TooLong() => new($"The head of the answer must end within {maxHeadBytes} bytes, but does not.");

    private InvalidDataException EndedEarly()
    {
        var shown = Encoding.Latin1.GetString(Unread.Span);
        return new InvalidDataException(_headBytes == 0 && shown.Length == 0
            ? "The server ended the connection without an answer to the handshake."
            : $"The server ended the connection in the midst of its answer to the handshake, after {WireHandshake.Shown(shown)}.");
    }
}
