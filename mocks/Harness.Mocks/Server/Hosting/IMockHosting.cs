namespace Harness.Mocks.Server.Hosting;

/// <summary>Where a mock stands: on a port of its own, in memory, or in somebody's ASP.NET Core app.</summary>
internal interface IMockHosting
{
    /// <summary>Base of plain HTTP, a path of the mock's own included; no trailing slash but the one of a bare host.</summary>
    Uri HttpUrl { get; }

    /// <summary>A new connection that needs no port.</summary>
    /// <exception cref="InvalidOperationException">There are only real ones.</exception>
    Stream Connect();

    /// <summary>Ends the listening; the mock has said goodbye to its peers.</summary>
    Task StopAsync();
}
