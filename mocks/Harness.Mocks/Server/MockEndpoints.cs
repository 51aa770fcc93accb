using Harness.Mocks.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Harness.Mocks.Server;

/// <summary>Puts mocks into an ASP.NET Core app.</summary>
public static class MockEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Mounts a mock at the app's root.</summary>
    /// <inheritdoc cref="MapHarness(IEndpointRouteBuilder, string, MockServerOptions)"/>
    public static MockServer MapHarness(this IEndpointRouteBuilder app, MockServerOptions? options = null) => app.MapHarness("", options ?? new MockServerOptions());

    /// <summary>
    /// Mounts a mock: its endpoints, HTTP routes and admin API answer below the prefix, everything else of the app is left as it is. It ends with the app.
    /// On Kestrel it has the raw connections, faults below the message included; behind Microsoft.AspNetCore.TestHost
    /// (<c>TestServer.CreateWebSocketClient</c>) it speaks in messages, and what needs bytes (<c>cut</c>, <c>reset</c>, broken frames) is refused with the reason.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="prefix">Such as <c>/mocks/a</c>: several mocks may stand in one app. Empty for the app's root.</param>
    /// <param name="options">Host, port and TLS are the app's. Where no log is chosen, the app's logging gets it.</param>
    /// <returns>The mock, to script and to ask.</returns>
    /// <exception cref="MockServerException">The options are wrong: every reason is named.</exception>
    public static MockServer MapHarness(this IEndpointRouteBuilder app, string prefix, MockServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(options);
        var services = app.ServiceProvider;
        var chosen = options with { Transport = MockTransport.Mounted };
        if (chosen is { Log: null, LogEntries: null, LoggerFactory: null }) chosen = chosen with { LoggerFactory = services.GetService<ILoggerFactory>() };

        var root = new PathString(prefix.Trim('/') is { Length: > 0 } path ? "/" + path : "");
        var host = MockServer.Prepare(chosen);
        var mock = new MockServer(host, new MountedHosting(services.GetRequiredService<IServer>(), root), chosen);
        foreach (var known in host.Paths) app.Map(root + known, context => HandleAsync(context, known));
        // Below its own prefix all is the mock's; at the root only what nobody else in the app answers.
        app.Map(root + "/{**path}", context => HandleAsync(context, "/" + context.GetRouteValue("path"))).WithOrder(int.MaxValue);

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Register(host.Stop);
        // An app's lifetime knows no asynchronous end, and what is left to do is to flush the journal's files.
        lifetime.ApplicationStopped.Register(() => mock.DisposeAsync().AsTask().Wait(Patience));
        return mock;

        async Task HandleAsync(HttpContext context, string below)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = chosen.MaxBodyBytes;
            var (outside, inside) = (context.Request.PathBase, context.Request.Path);
            var at = Math.Max(0, (inside.Value ?? "").LastIndexOf(below, StringComparison.OrdinalIgnoreCase));
            (context.Request.PathBase, context.Request.Path) = (outside + new PathString(inside.Value?[..at]), new PathString(inside.Value?[at..]) is { HasValue: true } rest ? rest : "/");
            try
            {
                await host.HandleAsync(context);
            }
            finally
            {
                (context.Request.PathBase, context.Request.Path) = (outside, inside);
            }
        }
    }
}
