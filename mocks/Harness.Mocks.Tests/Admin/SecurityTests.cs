using System.Net;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Admin;

/// <summary>Who may call: anybody on the machine but no web page, and beyond loopback whoever has the token.</summary>
public sealed class SecurityTests
{
    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "https://localhost", 403)]
    [InlineData("Origin", "http://localhost:3000", 403)]
    [InlineData("Origin", "http://localhost.evil.example", 403)]
    [InlineData("Origin", "http://localhost", 200)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Host", "rebound.example", 403)]
    [InlineData("Host", "127.0.0.1.rebound.example", 403)]
    [InlineData("Host", "192.168.1.7:8080", 403)]
    [InlineData("Host", "127.0.0.1:8080", 200)]
    [InlineData("Host", "LOCALHOST:8080", 200)]
    [InlineData("Host", "[::1]:8080", 200)]
    public async Task Browser_from_elsewhere_is_refused(string header, string value, int status)
    {
        await using var mock = await PlayedMock.StartAsync();

        foreach (var path in (string[])["/__admin/connections", "/__admin/health", "/__admin/openapi.json"])
        {
            var answer = await mock.SendAsync(HttpMethod.Get, path, null, (header, value));
            answer.Status.ShouldBe(status, path);
            if (status == 403) answer.Body.ShouldContain(header);
        }
    }

    [Fact]
    public async Task Every_route_refuses_a_call_from_another_origin_before_it_does_anything()
    {
        await using var mock = await PlayedMock.StartAsync();
        foreach (var route in mock.Server.AdminRoutes)
        {
            var path = AdminContract.Prefix + route.Template.Replace('{', 'x').Replace('}', 'x');
            (await mock.SendAsync(new HttpMethod(route.Method), path, null, ("Origin", "https://evil.example"))).Status.ShouldBe(403, $"{route.Method} {path}");
        }
    }

    [Fact]
    public async Task Answer_lets_no_other_origin_read_it()
    {
        await using var mock = await PlayedMock.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => mock.Server.ConnectAsync(cancellation) }) { BaseAddress = mock.Server.HttpUrl };

        using var answer = await http.GetAsync("/__admin/settings", TestContext.Current.CancellationToken);

        answer.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Token_is_wanted_by_every_route_but_health_where_one_is_set()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { AdminToken = "let-me-in" });
        foreach (var route in mock.Server.AdminRoutes)
        {
            var path = AdminContract.Prefix + route.Template.Replace('{', 'x').Replace('}', 'x');
            var expected = route.Template == "/health" ? 200 : 401;
            (await mock.SendAsync(new HttpMethod(route.Method), path, null)).Status.ShouldBe(expected, $"{route.Method} {path}");
            if (expected == 401) (await mock.SendAsync(new HttpMethod(route.Method), path, null, ("Authorization", "Bearer let-me-inn"))).Status.ShouldBe(401, $"{route.Method} {path}");
        }

        (await mock.SendAsync(HttpMethod.Get, "/__admin/sessions", null, ("Authorization", "Bearer let-me-in"))).Status.ShouldBe(200);
        (await mock.SendAsync(HttpMethod.Get, "/__admin/nothing", null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Every_route_that_takes_a_body_refuses_one_that_is_too_long()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { MaxBodyBytes = 1000 });
        var body = $$"""{"x":"{{new string('x', 1000)}}"}""";
        var routes = mock.Server.AdminRoutes.Where(route => route.Body is not null).ToList();
        routes.Count.ShouldBeGreaterThan(10);

        foreach (var route in routes)
        {
            var path = AdminContract.Prefix + route.Template.Replace('{', 'x').Replace('}', 'x');
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            var answer = await mock.SendAsync(new HttpMethod(route.Method), path, content);
            answer.Status.ShouldBe(413, $"{route.Method} {path}");
            answer.Body.ShouldContain("longer than the 1000 bytes");
        }
    }

    [Fact]
    public async Task Token_does_not_open_the_door_to_a_web_page()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { AdminToken = "let-me-in" });

        (await mock.SendAsync(HttpMethod.Get, "/__admin/sessions", null, ("Authorization", "Bearer let-me-in"), ("Origin", "https://evil.example"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Server_beyond_loopback_makes_a_token_and_wants_it_whatever_the_host_is_called()
    {
        await using var server = await MockServer.StartAsync(new MockServerOptions { Host = "0.0.0.0", Protocols = ["odin"] }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        server.AdminToken.ShouldNotBeNull().Length.ShouldBeGreaterThanOrEqualTo(32);

        (await StatusAsync("/__admin/settings", null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("/__admin/settings", "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("/__admin/settings", server.AdminToken)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/__admin/health", null)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> StatusAsync(string path, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "trading.example:8080" } };
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken).Within($"the answer to {path}");
            return answer.StatusCode;
        }
    }
}
