using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Metrics;
using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>What the server is and how it does.</summary>
internal sealed class ServerRoutes(MockHost host, MockServerOptions options)
{
    public IReadOnlyList<AdminRoute> All =>
    [
        new("GET", "/health", "that it lives, and its counters", _ => Health()) { IsOpen = true, Answers = [new("Health", "it lives")] },
        new("GET", "/version", "the suite's version", _ => Version()) { Answers = [new("Version", "the version")] },
        new("GET", "/settings", "what it was started with", _ => Settings()) { Answers = [new("Settings", "the settings")] },
        new("GET", "/protocols", "what it plays, and where", _ => Protocols()) { Answers = [new("Protocols", "the protocols")] },
        new("POST", "/reset", "back to the start state; the clock alone is not taken back", _ => Reset()) { Answers = [new("Status", "reset")] },
    ];

    private AdminReply Health() => AdminReply.Json(json =>
    {
        var figures = host.World.Traffic.Figures;
        json.WriteString("status", "ok");
        json.WriteNumber("uptime_ms", (long)host.Uptime.TotalMilliseconds);
        json.WriteNumber("connections_open", host.Connections.Open);
        json.WriteNumber("connections_accepted", host.Connections.Accepted);
        json.WriteNumber("connections_refused", host.Connections.Refused);
        json.WriteNumber("sessions", host.Journal.Sessions.Count);
        json.WriteNumber("journal_bytes", host.Journal.Bytes);
        json.WriteNumber("outbox_messages", figures.QueuedMessages);
        json.WriteNumber("outbox_bytes", figures.QueuedBytes);
        json.WriteNumber("messages_in", figures.MessagesIn);
        json.WriteNumber("messages_out", figures.MessagesOut);
        json.WriteNumber("bytes_in", figures.BytesIn);
        json.WriteNumber("bytes_out", figures.BytesOut);
        json.WriteNumber("messages_published", host.World.Broadcaster.Published);
        json.WriteNumber("messages_discarded", figures.Discarded);
        json.WriteNumber("feed_steps_skipped", host.World.Feed.Skipped);
        WriteCloses(json);
        WriteDeliveries(json);
        json.WriteNumber("memory_bytes", GC.GetTotalMemory(forceFullCollection: false));
        json.WriteNumber("allocated_bytes", GC.GetTotalAllocatedBytes());
    });

    private void WriteCloses(Utf8JsonWriter json)
    {
        json.WriteStartObject("close_codes");
        foreach (var (code, count) in host.World.Traffic.Closes) json.WriteNumber(code.ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
    }

    private void WriteDeliveries(Utf8JsonWriter json)
    {
        var deliveries = host.World.Traffic.Deliveries;
        var counts = deliveries.Counts;
        json.WriteStartObject("delivery");
        json.WriteNumber("count", counts.Sum());
        json.WriteNumber("sum_ms", deliveries.Sum.TotalMilliseconds);
        json.WriteStartArray("buckets");
        for (var i = 0; i < counts.Count; i++)
        {
            json.WriteStartObject();
            if (i < LatencyHistogram.Bounds.Count) json.WriteNumber("le_ms", LatencyHistogram.Bounds[i] * 1000);
            else json.WriteNull("le_ms");
            json.WriteNumber("count", counts[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static AdminReply Version() => AdminReply.Json(json =>
    {
        json.WriteNumber("schema_version", 1);
        json.WriteString("suite_version", TranscriptHeader.CurrentSuiteVersion);
        json.WriteString("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
    });

    private AdminReply Settings() => AdminReply.Json(json =>
    {
        // A number of JavaScript holds 53 bits; seeds are made to fit.
        json.WriteNumber("seed", host.World.Seeds.Seed);
        json.WriteNumber("rate", options.Rate);
        json.WriteString("market", options.FollowMarketHours ? "hours" : "open");
        json.WriteString("token_lifetime", Duration.Show(options.TokenLifetime));
        json.WriteString("clock", Clocks.Word(host.World.Clock));
        json.WriteString("now", host.World.Now);
        json.WriteNumber("journal_bytes", options.JournalBytes);
        json.WriteNumber("max_message_bytes", options.MaxMessageBytes);
        json.WriteStartObject("stances");
        foreach (var stance in ProtocolCatalog.Embedded.Stances.All) json.WriteString(stance.Name, host.World.Stances[stance.Name]);
        json.WriteEndObject();
        json.WriteStartArray("scenarios");
        foreach (var scenario in host.Scenarios.All) json.WriteStringValue(scenario.Name);
        json.WriteEndArray();
    });

    private AdminReply Protocols() => AdminReply.Json(json =>
    {
        json.WriteStartArray("protocols");
        foreach (var slug in host.Slugs)
        {
            var protocol = ProtocolCatalog.Embedded.Find(slug)!;
            json.WriteStartObject();
            json.WriteString("slug", slug);
            json.WriteString("title", protocol.Title);
            json.WriteStartArray("endpoints");
            foreach (var endpoint in protocol.Endpoints)
            {
                json.WriteStartObject();
                json.WriteString("name", endpoint.Name);
                json.WriteString("path", endpoint.Path);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private AdminReply Reset()
    {
        host.Reset();
        return AdminReply.Done("reset");
    }
}
