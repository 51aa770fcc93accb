using System.Buffers.Text;
using System.Net;
using System.Text;
using Harness.Clients.Connections;
using Harness.Clients.HedgeTech;
using Harness.Clients.HedgeTech.Tokens;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Http;

namespace Harness.Clients.Tests.HedgeTech.Tse;

public sealed class TseClientTokenTests
{
    [Fact]
    public async Task Login_posts_the_documented_form()
    {
        await using var fixture = await TseClientFixture.StartAsync(options => options with { Password = "p&ss=wörd" });
        string? seen = null;
        fixture.Server.OnHttp = async context =>
        {
            var form = await context.Request.ReadFormAsync();
            seen = $"{context.Request.Method} {context.Request.Path} {context.Request.ContentType} {form["username"]} {form["password"]}";
            context.Response.StatusCode = 201;
            await ScriptedServer.IssueAsync(context, "t");
        };

        await fixture.Client.LogInAsync();

        seen.ShouldBe("POST /auth/user/token/issue application/x-www-form-urlencoded demo p&ss=wörd");
    }

    [Theory]
    [InlineData(401, """{"detail":"Incorrect username or password"}""", "Incorrect username or password")]
    [InlineData(403, """{"detail":"not approved"}""", "not approved")]
    [InlineData(422, """{"detail":[{"loc":["body","username"],"msg":"Field required"}]}""", """[{"loc":["body","username"],"msg":"Field required"}]""")]
    [InlineData(404, "<html>", "")]
    [InlineData(200, "{}", "expected a JSON object with a string \"Authorization\"")]
    [InlineData(200, "[]", "expected a JSON object with a string \"Authorization\"")]
    [InlineData(200, """{"Authorization":""}""", "expected a JSON object with a string \"Authorization\"")]
    public async Task Refusal_ends_the_stream_with_its_detail(int status, string body, string detail)
    {
        await using var fixture = await TseClientFixture.StartAsync();
        fixture.Server.OnHttp = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        var refused = await Should.ThrowAsync<TokenRefusedException>(() => fixture.Messages.MoveNextAsync().Within("the refusal"));

        refused.Status.ShouldBe((HttpStatusCode)status);
        refused.Detail.ShouldBe(detail);
        refused.Message.ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Busy_token_endpoint_is_asked_again_after_a_wait(int status)
    {
        await using var fixture = await TseClientFixture.StartAsync(connection => connection.SendAsync(TseFrames.Candle(1)));
        int asked = 0;
        fixture.Server.OnHttp = context =>
        {
            if (++asked > 1)
                return ScriptedServer.IssueAsync(context, "t");
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        var next = fixture.NextAsync();
        await fixture.PassBackoffAsync();

        await next;
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Token_that_has_expired_is_renewed_before_connecting_again()
    {
        await using var fixture = await TseClientFixture.StartAsync(
            connection => connection.CutAsync(),
            connection => connection.SendAsync(TseFrames.Candle(2)));
        var expires = fixture.Clock.GetUtcNow().AddSeconds(1);
        int issued = 0;
        fixture.Server.OnHttp = context =>
            ScriptedServer.IssueAsync(context, issued++ == 0 ? Jwt(expires.ToUnixTimeSeconds()) : "fresh");

        var next = fixture.NextAsync();
        (await fixture.EventAsync<TokenIssued>()).Expires.ShouldBe(expires);
        await fixture.PassBackoffAsync();
        await next;

        await fixture.Server.HandshakeAsync();
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("fresh");
    }

    [Fact]
    public async Task Token_that_was_issued_past_its_time_is_not_shown_to_the_server()
    {
        var issued = 0;
        await using var fixture = await TseClientFixture.StartAsync(connection => connection.SendAsync(TseFrames.Candle(1)));
        fixture.Server.OnHttp = context => ScriptedServer.IssueAsync(context, ++issued == 1 ? Jwt(1) : "fresh");

        var next = fixture.NextAsync();
        await fixture.PassBackoffAsync();
        await next;

        issued.ShouldBe(2);
        (await fixture.Server.HandshakeAsync()).Authorization.ShouldBe("fresh");
    }

    [Fact]
    public void Options_that_cannot_be_used_are_refused_all_at_once()
    {
        var refused = Should.Throw<ArgumentException>(() => new TseClient(new()
        {
            HttpBase = new Uri("ws://host"),
            MaxTokenRenewals = -1,
            Connection = new() { BufferedMessages = 0, Backoff = new() { Jitter = 2 } },
        }));

        refused.Message.ShouldContain("HttpBase must be an http or https address, but was ws://host/.");
        refused.Message.ShouldContain("Username and Password must be given");
        refused.Message.ShouldContain("MaxTokenRenewals");
        refused.Message.ShouldContain("BufferedMessages");
        refused.Message.ShouldContain("Jitter");
    }

    [Fact]
    public void Options_do_not_print_the_password() =>
        new HedgeTechOptions { Username = "demo", Password = "s3cret" }.ToString().ShouldNotContain("s3cret");

    private static string Jwt(long exp) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"exp":{{exp}}}"""))}.c2ln";
}
