using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.Odin;

namespace Harness.Mocks.Tests.Admin;

public sealed class ScenarioRouteTests
{
    private const string Yaml = """
        version: 1
        name: late
        protocol: odin
        provokes: a client that trusts every answer
        state: { phase: one }
        rules:
          - on: message
            state: { phase: two }
            do: [ { send: { type: "pong", status: "two" } } ]
          - on: message
            where: { action: ping }
            do: [ { send: { type: "pong", status: "one" } } ]
        """;

    [Fact]
    public async Task Scenario_posted_as_yaml_works_at_once_on_open_connections()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path);
        await peer.NextAsync();

        var (status, body) = await mock.PostAsync("/__admin/scenarios", Yaml, "application/yaml");
        status.ShouldBe(201, body);
        peer.Send("""{"action":"ping"}""");

        (await peer.NextAsync()).ShouldBe("""{"type":"pong","status":"one"}""");
        var listed = (await mock.GetJsonAsync("/__admin/scenarios")).GetProperty("scenarios")[0];
        listed.GetProperty("name").GetString().ShouldBe("late");
        listed.GetProperty("provokes").GetString().ShouldBe("a client that trusts every answer");
        listed.GetProperty("rules").GetInt32().ShouldBe(2);
        listed.GetProperty("lasting").GetBoolean().ShouldBeFalse();
        (await mock.GetJsonAsync("/__admin/settings")).GetProperty("scenarios")[0].GetString().ShouldBe("late");
    }

    [Fact]
    public async Task Scenario_posted_again_replaces_the_one_of_its_name()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path);
        await peer.NextAsync();
        await mock.PostAsync("/__admin/scenarios", Yaml, "application/yaml");

        var (status, body) = await mock.PostAsync("/__admin/scenarios", """{"version":1,"name":"late","protocol":"odin","rules":[{"on":"message","do":[{"send":"now JSON"}]}]}""");
        status.ShouldBe(200, body);
        peer.Send("""{"action":"ping"}""");

        (await peer.NextAsync()).ShouldBe("now JSON");
        (await mock.GetJsonAsync("/__admin/scenarios")).GetProperty("scenarios").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Scenario_that_is_deleted_works_no_more()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path);
        await peer.NextAsync();
        await mock.PostAsync("/__admin/scenarios", Yaml, "application/yaml");

        (await mock.SendAsync(HttpMethod.Delete, "/__admin/scenarios/late", null)).Status.ShouldBe(200);
        peer.Send("""{"action":"ping"}""");

        (await peer.NextAsync()).ShouldContain("alive");
        (await mock.SendAsync(HttpMethod.Delete, "/__admin/scenarios/late", null)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task State_that_is_put_is_everybodys_from_then_on()
    {
        await using var mock = await OdinPeer.StartAsync();
        await mock.PostAsync("/__admin/scenarios", Yaml, "application/yaml");
        await using var known = await Peer.ConnectAsync(mock.Server, $"{OdinPeer.Path}?client_id=known");
        await known.NextAsync();
        known.Send("""{"action":"ping"}""");
        (await known.NextAsync()).ShouldContain("one");
        (await mock.GetJsonAsync("/__admin/scenarios/late/state")).ToString().ShouldBe("""{"phase":"one"}""");

        var (status, body) = await mock.SendAsync(HttpMethod.Put, "/__admin/scenarios/late/state", Json("""{"phase":"two","n":[1]}"""));
        status.ShouldBe(200, body);
        body.Trim().ShouldBe("""{"phase":"two","n":[1]}""");
        known.Send("""{"action":"ping"}""");
        (await known.NextAsync()).ShouldContain("two");
        await using var late = await Peer.ConnectAsync(mock.Server, $"{OdinPeer.Path}?client_id=new");
        await late.NextAsync();
        late.Send("""{"action":"ping"}""");

        (await late.NextAsync()).ShouldContain("two");
    }

    [Fact]
    public async Task State_that_is_put_for_a_session_is_that_sessions()
    {
        await using var mock = await OdinPeer.StartAsync();
        await mock.PostAsync("/__admin/scenarios", Yaml, "application/yaml");
        await using var a = await Peer.ConnectAsync(mock.Server, $"{OdinPeer.Path}?client_id=a");
        await using var b = await Peer.ConnectAsync(mock.Server, $"{OdinPeer.Path}?client_id=b");
        await a.NextAsync();
        await b.NextAsync();

        (await mock.SendAsync(HttpMethod.Put, "/__admin/scenarios/late/state?session=s2", Json("""{"phase":"two"}"""))).Status.ShouldBe(200);
        a.Send("""{"action":"ping"}""");
        b.Send("""{"action":"ping"}""");

        (await a.NextAsync()).ShouldContain("one");
        (await b.NextAsync()).ShouldContain("two");
        (await mock.GetJsonAsync("/__admin/scenarios/late/state?session=s2")).GetProperty("phase").GetString().ShouldBe("two");
        (await mock.SendAsync(HttpMethod.Put, "/__admin/scenarios/late/state?session=s9", Json("{}"))).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"version":1,"name":"x","protocol":"ht-tse","rules":[{"on":"open","do":["cut"]}]}""", "does not play ht-tse, only odin")]
    [InlineData("""{"version":1,"name":"x","protocol":"odin","stances":{"odin.restore":"none"},"rules":[{"on":"open","do":["cut"]}]}""", "started with --stance odin.restore=")]
    public async Task Scenario_that_this_server_cannot_give_its_due_is_refused(string scenario, string said)
    {
        await using var mock = await OdinPeer.StartAsync(stances: ("odin.restore", ProtocolCatalog.Embedded.Stances.Defaults["odin.restore"]));

        var (status, body) = await mock.PostAsync("/__admin/scenarios", scenario);

        status.ShouldBe(409, body);
        body.ShouldContain(said);
    }

    [Fact]
    public async Task Stances_of_a_scenario_hold_while_it_is_loaded()
    {
        await using var mock = await OdinPeer.StartAsync();
        var before = await RestoreAsync();

        await mock.PostAsync("/__admin/scenarios", """{"version":1,"name":"x","protocol":"odin","stances":{"odin.restore":"none"},"rules":[{"on":"open","do":["cut"]}]}""");
        var during = await RestoreAsync();
        await mock.SendAsync(HttpMethod.Delete, "/__admin/scenarios/x", null);

        during.ShouldBe("none");
        (await RestoreAsync()).ShouldBe(before);

        async Task<string?> RestoreAsync() => (await mock.GetJsonAsync("/__admin/settings")).GetProperty("stances").GetProperty("odin.restore").GetString();
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
