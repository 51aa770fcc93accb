namespace Harness.Mocks.Server;

/// <summary>How peers reach a mock server.</summary>
public enum MockTransport
{
    /// <summary>A TCP port.</summary>
    Port,

    /// <summary>No port: clients come in through <see cref="MockServer.ConnectAsync"/>, with full fidelity, raw faults included.</summary>
    InProcess,

    /// <summary>Inside an ASP.NET Core app, which <see cref="MockEndpoints"/> chooses by itself; no mock starts so on its own.</summary>
    Mounted,
}
