using System.Text;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>A connection without a wire. The built-in behaviour answers every message it gets with <c>{"echo":…}</c>.</summary>
internal sealed class StagedConnection(ScriptStage stage, string name) : IScriptedConnection, IWireFaults
{
    public required string Protocol { get; init; }

    public required string SessionKey { get; set; }

    public required int Number { get; set; }

    public required string Path { get; init; }

    public string? ClientId { get; set; }

    public HashSet<string> Symbols { get; } = [];

    public bool HasWire { get; init; } = true;

    public IConnectionScript? Script { get; set; }

    /// <summary>Whether a script has closed, cut or reset it, and with which code.</summary>
    public (bool IsOver, int? Code) Ending { get; private set; }

    public IWireFaults? Wire => HasWire ? this : null;

    /// <summary>The client says something.</summary>
    public void Says(string message, bool isBinary = false)
    {
        // The server reuses its buffer: what a script needs later it must have copied.
        var buffer = Encoding.UTF8.GetBytes(message);
        if (Script?.OnMessage(buffer, isBinary) != true) Pass(buffer, isBinary);
        Array.Fill(buffer, (byte)'#');
    }

    /// <summary>The built-in behaviour sends something.</summary>
    public void BuiltIn(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        if (Script?.OnSent(bytes) != true) Send(bytes);
    }

    public void BuiltInClose(int code, string reason)
    {
        if (Script?.OnClosing(code, reason) != true) Close(code, reason);
    }

    public void End(int? code = 1000, string? reason = "", bool byClient = true)
    {
        Script?.Closed(code, reason, byClient);
        stage.Host.Detach(this);
    }

    public bool IsSubscribed(string symbol) => Symbols.Contains(symbol);

    public void Send(ReadOnlyMemory<byte> text) => Note($"send {Encoding.UTF8.GetString(text.Span)}");

    public void SendBinary(ReadOnlyMemory<byte> payload) => Note($"binary {Convert.ToHexString(payload.Span)}");

    public void Pass(ReadOnlyMemory<byte> message, bool isBinary) =>
        BuiltIn(isBinary ? $$"""{"bytes":{{message.Length}}}""" : $$"""{"echo":{{Encoding.UTF8.GetString(message.Span)}}}""");

    public void Close(int? code, string? reason) => Finish(code, $"close {code} {reason}".TrimEnd());

    public void Cut() => Finish(null, "cut");

    public void Reset() => Finish(null, "reset");

    public void ExpireToken() => Note("expire-token");

    public void RevokeToken() => Note("revoke-token");

    public bool SkipPing(int? times)
    {
        Note($"skip-ping {times}".TrimEnd());
        return true;
    }

    public void SendRaw(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte>? message) => Note($"raw {Convert.ToHexString(bytes.Span)}");

    public void Stall() => Note("stall");

    public void Resume() => Note("resume");

    public void Throttle(long? bytesPerSecond) => Note($"throttle {bytesPerSecond}".TrimEnd());

    public void WithholdPong(TimeSpan? late) => Note($"withhold-pong {late?.TotalSeconds}".TrimEnd());

    private void Finish(int? code, string text)
    {
        Ending = (true, code);
        Note(text);
    }

    private void Note(string text) => stage.Write($"{name} {text}");
}
