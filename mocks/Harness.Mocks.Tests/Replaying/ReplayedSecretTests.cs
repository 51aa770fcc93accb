using System.Text.Json;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Tests.Replaying;

/// <summary>Redaction marks never reach a client: it gets back what it said itself, or something made up.</summary>
public sealed class ReplayedSecretTests
{
    private const string Exchange = "0 client http \"http\":{\"method\":\"GET\",\"path\":\"/api/token/\",\"query\":{\"api_key\":\"redacted:api_key:11111111\"}}";

    [Fact]
    public async Task Token_is_made_up_with_the_lifetime_it_had_and_opens_the_connection_of_its_session()
    {
        const string answer = "0 server http \"http\":{\"status\":200,\"body\":\"{\\\"access_token\\\":\\\"redacted:jwt:22222222;alg=HS256;iat=1000;exp=4600;sig=valid\\\"}\"}";
        const string open = "0 client open \"http\":{\"method\":\"GET\",\"path\":\"/ws\",\"headers\":{\"Authorization\":\"redacted:jwt:22222222\"}}";
        await using var run = await ReplayedRun.StartAsync(Recorded.Session([Exchange, answer], [open, Recorded.Accept, "0 server text {\"you\":\"redacted:api_key:11111111\"}"]));

        var (status, body) = await run.GetAsync("/api/token?api_key=my-own-key");
        var token = JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!;
        await using var peer = await run.ConnectAsync("/ws", ("Authorization", token));

        status.ShouldBe(200);
        var facts = JwtFacts.Read(token).ShouldNotBeNull();
        (facts.Algorithm, facts.Expires - facts.IssuedAt).ShouldBe(("HS256", 3600));
        (await peer.NextAsync()).ShouldBe("""{"you":"my-own-key"}""");
    }

    [Fact]
    public async Task Key_that_the_client_sends_stands_in_what_it_gets_back()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(
        [
            "0 client text {\"topic\":\"api:redacted:api_key:33333333\",\"ref\":\"1\"}",
            "0 server text {\"topic\":\"api:redacted:api_key:33333333\",\"ok\":true}",
        ]));
        await using var peer = await run.ConnectAsync();

        peer.Send("""{"ref":"7","topic":"api:key \"of\" mine"}""");

        (await peer.NextAsync()).ShouldBe("""{"topic":"api:key \"of\" mine","ok":true}""");
    }

    [Fact]
    public async Task Secret_that_nobody_says_is_made_up_once()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 server text {\"a\":\"redacted:token:44444444\"}", "0 server text {\"b\":\"redacted:token:44444444\"}"]));
        await using var peer = await run.ConnectAsync();

        (await peer.NextAsync(2)).ShouldBe(["""{"a":"replayed-44444444"}""", """{"b":"replayed-44444444"}"""]);
    }
}
