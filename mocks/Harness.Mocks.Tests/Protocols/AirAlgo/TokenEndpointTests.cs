using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Access Token Endpoint.</summary>
public sealed class TokenEndpointTests
{
    [Theory]
    [InlineData("GET", "/api/token?api_key=demo-key")]
    [InlineData("GET", "/api/token/?api_key=demo-key")]
    [InlineData("POST", "/api/token/?api_key=demo-key")]
    [InlineData("GET", "/api/token?api_key=expired-key")]
    public async Task Token_request_with_a_good_key_gets_a_token(string method, string target)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.SendAsync(new HttpMethod(method), target, null);

        status.ShouldBe(200);
        var answer = JsonDocument.Parse(body).RootElement;
        answer.GetProperty("status").GetString().ShouldBe("ok");
        answer.GetProperty("access_token").GetString()!.Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("/api/token/?api_key=nobody")]
    [InlineData("/api/token/?api_key=")]
    [InlineData("/api/token/?key=demo-key")]
    [InlineData("/api/token")]
    public async Task Token_request_without_a_good_key_is_401_with_the_documents_reason(string target)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.GetAsync(target);

        status.ShouldBe(401);
        body.ShouldBe("""{"status":"error","reason":"Invalid API Key"}""");
    }

    [Fact]
    public async Task Tokens_differ_and_follow_from_the_seed()
    {
        await using var one = await PlayedMock.StartAsync();
        await using var same = await PlayedMock.StartAsync();

        var first = await AirAlgoPeer.TokenAsync(one);

        (await AirAlgoPeer.TokenAsync(same)).ShouldBe(first);
        (await AirAlgoPeer.TokenAsync(one)).ShouldNotBe(first);
    }
}
