using System.Net;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Wire.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace Harness.Mocks.Tests.Server;

/// <summary>The same server behind Microsoft.AspNetCore.TestHost, which has HTTP but no raw connections.</summary>
public sealed class TestHostTests : IAsyncDisposable
{
    private readonly MockHost _mock;
    private readonly WebApplication _app;

    public TestHostTests()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        _mock = MockHost.Create(new MockServerOptions { TimeProvider = clock }, new Seeds(7), ProtocolCatalog.Embedded.Stances.Defaults, clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        _app.Run(_mock.HandleAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mock.DisposeAsync();
    }

    [Fact]
    public async Task Token_endpoint_answers_as_on_a_port()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        using var client = _app.GetTestClient();
        using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);

        using var answer = await client.PostAsync("/auth/user/token/issue", form, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        json.RootElement.GetProperty("Authorization").GetString().ShouldStartWith("eyJ");
    }

    [Fact]
    public async Task Handshake_that_cannot_be_taken_over_is_refused_with_what_to_do()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        using var client = _app.GetTestClient();
        using var handshake = new HttpRequestMessage(HttpMethod.Get, "/data-engine/tse-ifb/live/data/websocket/symbol/isin");
        foreach (var (name, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==") })
        {
            handshake.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(handshake, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("listen on a port");
    }
}
