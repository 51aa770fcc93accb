using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>Scenarios at run time, by name, and what they remember.</summary>
internal sealed class ScenarioRoutes(MockHost host)
{
    private static readonly AdminParameter Session = new("session", "a session's id: its state alone");

    private static readonly Dictionary<int, string> NoSuch = new() { [404] = "no scenario has that name, or no session that id" };

    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/scenarios", "the scenarios that are loaded", _ => List()) { Answers = [new("Scenarios", "in the order they are tried")] },
        new("POST", "/scenarios", "load a scenario, YAML or JSON; one of the same name is replaced; gone after a reset", Add)
        {
            Body = new AdminBodyForm(null) { ContentTypes = [AdminBodyForm.Json, "application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml"] },
            Answers = [new("LoadedScenario", "it is loaded", 201), new("LoadedScenario", "it has replaced one of that name")],
            Refusals = new Dictionary<int, string> { [409] = "it wants what this server cannot change while it runs" },
        },
        new("DELETE", "/scenarios/{name}", "drop a scenario with its state and its plans; one of the start comes back with a reset", Remove)
        {
            Answers = [new("Status", "removed")],
            Refusals = NoSuch,
        },
        new("GET", "/scenarios/{name}/state", "its state as a peer who is new would meet it, or ?session=", Show)
        {
            Query = [Session],
            Answers = [new("State", "the state's members")],
            Refusals = NoSuch,
        },
        new("PUT", "/scenarios/{name}/state", "replace its state: everybody's, those to come included, or of ?session=", Set)
        {
            Query = [Session],
            Body = new("State"),
            Answers = [new("State", "the state as it is now")],
            Refusals = NoSuch,
        },
    ];

    private MockScenarios Scenarios => host.Scenarios;

    private AdminReply List() => AdminReply.Json(json =>
    {
        json.WriteStartArray("scenarios");
        foreach (var scenario in Scenarios.All)
        {
            json.WriteStartObject();
            Write(json, scenario);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private AdminReply Add(AdminCall call)
    {
        try
        {
            var scenario = ScenarioReader.Read("scenario", call.Bytes, host.InstrumentsOf) with { File = null };
            if (Refusal(scenario) is { } refusal) return AdminReply.Error(409, refusal);
            var isNew = Scenarios.All.All(loaded => loaded.Name != scenario.Name);
            Scenarios.Add(scenario);
            return AdminReply.Json(json => Write(json, scenario), isNew ? 201 : 200);
        }
        catch (LocatedException wrong)
        {
            return AdminReply.Json(json => WriteErrors(json, wrong.Errors), 400);
        }
    }

    /// <summary>What a server that runs cannot give a scenario.</summary>
    private string? Refusal(Scenario scenario)
    {
        if (scenario.Protocol != Scenario.NoProtocol && !host.Slugs.Contains(scenario.Protocol))
        {
            return $"this server does not play {scenario.Protocol}, only {string.Join(", ", host.Slugs)}";
        }

        foreach (var (name, value) in scenario.Stances)
        {
            if (host.Options.Stances.TryGetValue(name, out var own) && own != value) return $"this server was started with --stance {name}={own}, which counts: the scenario wants {value}";
        }

        return null;
    }

    private AdminReply Remove(AdminCall call)
    {
        var name = call.Parameters["name"];
        return Scenarios.Remove(name) ? AdminReply.Done("removed") : Unknown(name);
    }

    private AdminReply Show(AdminCall call)
    {
        var name = call.Parameters["name"];
        if (NoSession(call) is { } refusal) return refusal;
        return Scenarios.State(name, call.QueryValue("session")) is { } state ? Reply(state) : Unknown(name);
    }

    private AdminReply Set(AdminCall call)
    {
        var name = call.Parameters["name"];
        if (NoSession(call) is { } refusal) return refusal;
        return Scenarios.SetState(name, JsonObject.Create(call.Body)!, call.QueryValue("session")) ? Show(call) : Unknown(name);
    }

    private AdminReply? NoSession(AdminCall call) => call.QueryValue("session") is { } session && host.Journal.Find(session) is null
        ? AdminReply.Error(404, $"no session is called '{session}'; GET {AdminApi.Prefix}/sessions lists them")
        : null;

    private AdminReply Unknown(string name)
    {
        var known = Scenarios.All.Select(scenario => scenario.Name).ToList();
        return AdminReply.Error(404, $"no scenario is called '{name}'{Fixtures.Catalog.NearestWord.Hint(name, known)}; GET {AdminApi.Prefix}/scenarios lists them");
    }

    private void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteString("name", scenario.Name);
        json.WriteString("protocol", scenario.Protocol);
        json.WriteString("file", scenario.File);
        json.WriteString("provokes", scenario.Provokes);
        json.WriteNumber("rules", scenario.Rules.Count);
        json.WriteBoolean("lasting", Scenarios.IsLasting(scenario));
    }

    private static AdminReply Reply(JsonObject state) => AdminReply.Json(json =>
    {
        foreach (var (name, value) in state)
        {
            json.WritePropertyName(name);
            if (value is null) json.WriteNullValue();
            else value.WriteTo(json);
        }
    });

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<LocatedError> errors)
    {
        json.WriteString("error", $"the scenario cannot be used: {string.Join("; ", errors.Select(error => $"{error.Line}:{error.Column}: {error.Message}"))}");
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteNumber("line", error.Line);
            json.WriteNumber("column", error.Column);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
