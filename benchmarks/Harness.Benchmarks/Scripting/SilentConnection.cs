using Harness.Mocks.Scripting;

namespace Harness.Benchmarks.Scripting;

/// <summary>A connection whose wire costs nothing: what is left is the price of asking its script, the way the server does.</summary>
internal sealed class SilentConnection(string path, int number) : IScriptedConnection
{
    public string Protocol => "ht-tse";

    public string SessionKey => "demo";

    public int Number => number;

    public string Path => path;

    public string? ClientId => null;

    public IWireFaults? Wire => null;

    public IConnectionScript? Script { get; set; }

    public long Sent { get; private set; }

    /// <summary>The built-in behaviour sends.</summary>
    public void BuiltIn(ReadOnlyMemory<byte> payload)
    {
        if (Script is { } script && script.OnSent(payload)) return;
        Send(payload);
    }

    /// <summary>The client says something.</summary>
    public void Says(ReadOnlyMemory<byte> payload)
    {
        if (Script is { } script && script.OnMessage(payload, isBinary: false)) return;
        Pass(payload, isBinary: false);
    }

    public bool IsSubscribed(string symbol) => false;

    public void Send(ReadOnlyMemory<byte> text) => Sent++;

    public void SendBinary(ReadOnlyMemory<byte> payload) => Sent++;

    public void Pass(ReadOnlyMemory<byte> message, bool isBinary) => Sent++;

    public void Close(int? code, string? reason)
    {
    }

    public void Cut()
    {
    }

    public void Reset()
    {
    }

    public void ExpireToken()
    {
    }

    public void RevokeToken()
    {
    }

    public bool SkipPing(int? times) => false;
}
