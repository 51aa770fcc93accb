using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server.Hosting;

/// <summary>A mock under a prefix of somebody's app, which listens for it and stops when it likes.</summary>
internal sealed class MountedHosting(IServer server, PathString prefix) : IMockHosting
{
    /// <summary>Of the app's first address; <c>http://localhost</c> where it has none (Microsoft.AspNetCore.TestHost).</summary>
    public Uri HttpUrl
    {
        get
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
            return new Uri(address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).TrimEnd('/') + prefix);
        }
    }

    public Stream Connect() => throw new InvalidOperationException("a mounted mock is reached through its app: by its address, or with the clients of its TestServer");

    public Task StopAsync() => Task.CompletedTask;
}
