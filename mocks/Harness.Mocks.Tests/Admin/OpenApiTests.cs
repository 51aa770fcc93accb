using System.Text.Json.Nodes;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Admin;

/// <summary>The description of the admin API says what there is, and answers are as it says.</summary>
public sealed class OpenApiTests
{
    private const string Scenario = """{"version":1,"name":"late","protocol":"ht-tse","state":{"phase":"one"},"rules":[{"on":"message","do":["pass"]}]}""";

    /// <summary>A call of every route that goes well, in an order in which each does.</summary>
    private static readonly (string Method, string Template, string Path, string Body, int Status)[] Examples =
    [
        ("GET", "/health", "/health", "", 200),
        ("GET", "/version", "/version", "", 200),
        ("GET", "/settings", "/settings", "", 200),
        ("GET", "/protocols", "/protocols", "", 200),
        ("GET", "/openapi.json", "/openapi.json", "", 200),
        ("GET", "/connections", "/connections", "", 200),
        ("GET", "/connections/{id}", "/connections/c1", "", 200),
        ("POST", "/connections/{id}/send", "/connections/c1/send", """{"text":"x"}""", 200),
        ("POST", "/connections/send", "/connections/send", """{"where":{"protocol":"ht-tse"},"json":{"a":1}}""", 200),
        ("GET", "/messages", "/messages?kind=text&from=server", "", 200),
        ("GET", "/messages/count", "/messages/count", "", 200),
        ("POST", "/messages/wait", "/messages/wait", """{"where":{"channel":"best-limit"}}""", 200),
        ("GET", "/sessions", "/sessions", "", 200),
        ("GET", "/sessions/{id}/transcript", "/sessions/s1/transcript", "", 200),
        ("GET", "/findings", "/findings", "", 200),
        ("POST", "/scenarios", "/scenarios", Scenario, 201),
        ("GET", "/scenarios", "/scenarios", "", 200),
        ("GET", "/scenarios/{name}/state", "/scenarios/late/state", "", 200),
        ("PUT", "/scenarios/{name}/state", "/scenarios/late/state?session=s1", """{"phase":"two"}""", 200),
        ("DELETE", "/scenarios/{name}", "/scenarios/late", "", 200),
        ("POST", "/orders", "/orders", """{"protocol":"virtuoso","instrument":"binance:BTCUSDT","side":"buy","amount":1,"price":1000,"handling":"scripted"}""", 201),
        ("GET", "/orders", "/orders", "", 200),
        ("POST", "/orders/{id}/fill", "/orders/1/fill", """{"quantity":0.5}""", 200),
        ("POST", "/orders/{id}/cancel", "/orders/1/cancel", "", 200),
        ("POST", "/orders/{id}/reject", "/orders/2/reject", """{"reason":"because"}""", 200),
        ("GET", "/clock", "/clock", "", 200),
        ("POST", "/clock/advance", "/clock/advance", """{"by":"1s"}""", 200),
        ("POST", "/clock/set", "/clock/set", """{"to":"2026-03-02T06:01:00Z"}""", 200),
        ("POST", "/clock/speed", "/clock/speed", """{"factor":2}""", 200),
        ("POST", "/clock/resume", "/clock/resume", "", 200),
        ("POST", "/clock/pause", "/clock/pause", "", 200),
        ("GET", "/market", "/market", "", 200),
        ("POST", "/market/open", "/market/open", "", 200),
        ("POST", "/market/close", "/market/close", "{}", 200),
        ("POST", "/market/price", "/market/price", """{"instrument":"binance:BTCUSDT","price":42000}""", 200),
        ("POST", "/connections/{id}/close", "/connections/c2/close", """{"code":1008,"reason":"because"}""", 200),
        ("POST", "/connections/{id}/reset", "/connections/c3/reset", "", 200),
        ("POST", "/market/interrupt", "/market/interrupt", "", 200),
        ("POST", "/reset", "/reset", "", 200),
    ];

    [Fact]
    public async Task Every_route_is_described_and_nothing_else()
    {
        await using var mock = await PlayedMock.StartAsync();

        var described = (await mock.GetJsonAsync("/__admin/openapi.json")).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));

        described.Order().ShouldBe(mock.Server.AdminRoutes.Select(route => $"{route.Method} {AdminContract.Prefix}{route.Template}").Order());
    }

    [Fact]
    public async Task Every_route_answers_its_example_as_described()
    {
        var clock = new Wire.Time.SteeredClock(TimeProvider.System, PlayedMock.Start, isManual: true);
        await using var mock = await PlayedMock.StartAsync(options => options with { TimeProvider = clock });
        mock.Server.Plug(new NoFindings());
        var token = await mock.LogInAsync();
        await using var first = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await using var second = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await using var third = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        foreach (var peer in (Peer[])[first, second, third]) await peer.NextAsync();
        Examples.Select(example => $"{example.Method} {example.Template}").Order().ShouldBe(
            mock.Server.AdminRoutes.Select(route => $"{route.Method} {route.Template}").Order(), "an example for every route");

        var orders = new List<string>();
        foreach (var (method, template, path, body, status) in Examples)
        {
            var target = AdminContract.Prefix + (orders.Count == 0 ? path : path.Replace("/orders/1/", $"/orders/{orders[0]}/").Replace("/orders/2/", $"/orders/{orders[^1]}/"));
            using var content = body.Length == 0 ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            // Every answer is held against the description by the mock that a test plays with.
            var answer = await mock.SendAsync(new HttpMethod(method), target, content);
            answer.Status.ShouldBe(status, $"{method} {template}: {answer.Body}");
            if (template != "/orders" || method != "POST") continue;
            orders.Add(JsonNode.Parse(answer.Body)!["id"]!.GetValue<string>());
            var another = await mock.PostAsync(target, body);
            orders.Add(JsonNode.Parse(another.Body)!["id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_schema_can_be_compiled()
    {
        await using var mock = await PlayedMock.StartAsync();
        var document = AdminContract.Document(mock.Server);
        var schemas = document["components"]!["schemas"]!.AsObject().Select(pair => pair.Key).ToList();

        schemas.ShouldContain("ScenarioRule");
        foreach (var name in schemas) AdminContract.Errors(mock.Server, $"#/components/schemas/{name}", "not json").ShouldNotBeEmpty();
        References(document).Distinct().ShouldBeSubsetOf(schemas.Select(name => $"#/components/schemas/{name}"));
    }

    [Fact]
    public async Task Operation_tells_its_parameters_its_body_and_its_refusals()
    {
        await using var mock = await PlayedMock.StartAsync();

        var messages = AdminContract.Operation(mock.Server, HttpMethod.Get, "/__admin/messages").ShouldNotBeNull();
        messages["parameters"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()).ShouldBe(["where", "session", "protocol", "connection", "from", "kind", "channel", "limit"]);
        var advance = AdminContract.Operation(mock.Server, HttpMethod.Post, "/__admin/clock/advance").ShouldNotBeNull();
        advance["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Advance");
        advance["responses"]!.AsObject().Select(one => one.Key).ShouldBe(["200", "400", "401", "403", "409", "413", "415", "500"]);
        var scenarios = AdminContract.Operation(mock.Server, HttpMethod.Post, "/__admin/scenarios").ShouldNotBeNull();
        scenarios["requestBody"]!["content"]!.AsObject().Select(one => one.Key).ShouldContain("application/yaml");
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue target } ? [target.GetValue<string>()] : References(pair.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private sealed class NoFindings : Mocks.Admin.IFindingsSource
    {
        public IReadOnlyList<ReadOnlyMemory<byte>> All => [];

        public IReadOnlyList<string> NotJudged => [];

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
