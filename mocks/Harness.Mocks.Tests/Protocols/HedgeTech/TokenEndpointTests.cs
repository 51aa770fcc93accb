using System.Buffers.Text;
using System.Text.Json;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.HedgeTech;

/// <summary>§2: how a token is asked for, and how that is refused.</summary>
public sealed class TokenEndpointTests
{
    private const string Path = "/auth/user/token/issue";

    [Theory]
    [InlineData("username", "password")]
    [InlineData("UserName_or_Email", "Password")]
    public async Task Token_request_with_good_credentials_gets_a_token(string userField, string passwordField)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.PostFormAsync(Path, (userField, "demo"), (passwordField, "demo"));

        status.ShouldBe(200);
        var token = JsonDocument.Parse(body).RootElement.GetProperty("Authorization").GetString()!;
        token.Split('.').Length.ShouldBe(3);
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.GetProperty("alg").GetString().ShouldBe("HS256");
    }

    [Theory]
    [InlineData("demo", "wrong", 401)]
    [InlineData("nobody", "demo", 401)]
    [InlineData("unapproved", "unapproved", 403)]
    public async Task Token_request_with_bad_credentials_is_refused_with_a_detail(string user, string password, int expected)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.PostFormAsync(Path, ("username", user), ("password", password));

        status.ShouldBe(expected);
        JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("username=demo", "application/x-www-form-urlencoded", "password")]
    [InlineData("password=demo", "application/x-www-form-urlencoded", "username")]
    [InlineData("""{"username":"demo","password":"demo"}""", "application/json", "application/x-www-form-urlencoded")]
    public async Task Token_request_that_is_no_whole_form_is_422_and_names_what_is_missing(string body, string contentType, string named)
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, answer) = await mock.PostAsync(Path, body, contentType);

        status.ShouldBe(422);
        JsonDocument.Parse(answer).RootElement.GetProperty("detail").GetRawText().ShouldContain(named);
    }

    [Fact]
    public async Task Token_status_is_201_under_its_stance()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["ht.token-status"] = "201" } });

        var (status, _) = await mock.PostFormAsync(Path, ("username", "demo"), ("password", "demo"));

        status.ShouldBe(201);
    }

    [Fact]
    public async Task Token_endpoint_takes_post_alone()
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, _) = await mock.GetAsync(Path);

        status.ShouldBe(405);
    }

    [Fact]
    public async Task Unknown_path_is_answered_with_the_endpoints_there_are()
    {
        await using var mock = await PlayedMock.StartAsync();

        var (status, body) = await mock.GetAsync("/auth/token");

        status.ShouldBe(404);
        body.ShouldContain($"POST {Path}");
        body.ShouldContain($"WS {TseAddress.IsinPath}");
    }
}
