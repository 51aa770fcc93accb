using Harness.Mocks.Scripting;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>What a scenario may do to one connection.</summary>
internal sealed class ScriptPort(MockConnection connection, WireConnection wire, WireFaultLine line, World world) : IScriptedConnection, IWireFaults
{
    private TimeSpan? _pongDelay;

    public IConnectionScript? Script { get; set; }

    public string Id => connection.Id;

    public string Protocol => connection.Protocol.Slug;

    public string SessionKey => connection.SessionKey.Word;

    public int Number => connection.SessionNumber;

    public string Path => connection.Request.Path;

    public string? ClientId => connection.ClientId;

    public IWireFaults? Wire => HasBytes ? this : null;

    /// <summary>Whether the connection's bytes are at hand, or only its messages.</summary>
    public bool HasBytes => line.HasBytes;

    public bool IsSubscribed(string symbol) => connection.Symbols.Contains(symbol);

    public void Send(ReadOnlyMemory<byte> text) => connection.SendOutOfBand(WireMessage.Text(text.Span));

    /// <summary>Writes beside the client's message which rule it came nearest to.</summary>
    public void Note(NearMiss miss) => line.Journal.Annotate(miss);

    public void SendBinary(ReadOnlyMemory<byte> payload) => connection.SendOutOfBand(WireMessage.Binary(payload.Span));

    public void Pass(ReadOnlyMemory<byte> message, bool isBinary) => connection.Receive(message.Span, isBinary);

    public void Close(int? code, string? reason) => connection.CloseOutOfBand(code, reason ?? "");

    public void Cut() => connection.Cut();

    public void Reset() => connection.Reset();

    public void ExpireToken() => connection.LoseCredential(CredentialLoss.Expired);

    public void RevokeToken() => connection.LoseCredential(CredentialLoss.Revoked);

    public bool SkipPing(int? times) => connection.SkipPings(times);

    public void SendRaw(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte>? message)
    {
        line.Journal.RawAs = message;
        connection.SendOutOfBand(WireMessage.Raw(bytes));
        line.Journal.RawAs = null;
    }

    public void Stall() => wire.Stall();

    public void Resume() => wire.Resume();

    public void Throttle(long? bytesPerSecond) => line.Transport.BytesPerSecond = bytesPerSecond;

    public void WithholdPong(TimeSpan? late)
    {
        wire.AnswerPings = false;
        _pongDelay = late;
    }

    /// <summary>A ping came while pongs are withheld.</summary>
    public void PongLater(ReadOnlyMemory<byte> payload)
    {
        var copy = payload.ToArray();
        if (_pongDelay is { } delay) world.Enter(() => connection.Schedule(delay, () => wire.SendPong(copy)));
    }
}
