using System.Diagnostics.Metrics;
using Harness.Mocks.Metrics;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Wire;

namespace Harness.Mocks.Tests.Metrics;

public sealed class MockMeterTests
{
    [Fact]
    public async Task Instruments_tell_what_health_tells()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 20);
        using var seen = new Readings(mock.Server);
        await using (var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path + "?client_id=app"))
        {
            const string request = """{"action":"subscribe","stocks":["SBIN","RELIANCE"]}""";
            peer.Send(request);
            await peer.NextAsync(4);
            mock.Clock.Advance(TimeSpan.FromSeconds(1));
            await peer.NextAsync(40);

            seen.Read()["harness.server.active_connections"].ShouldBe(1);
            var health = await mock.GetJsonAsync("/__admin/health");
            var now = seen.Read();
            now["harness.server.connections"].ShouldBe(1);
            now["harness.server.messages receive"].ShouldBe(1);
            now["harness.server.messages transmit"].ShouldBe(44);
            now["harness.server.io receive"].ShouldBe(request.Length);
            now["harness.server.io transmit"].ShouldBe(health.GetProperty("bytes_out").GetInt64());
            now["harness.server.published_messages"].ShouldBe(40);
            now["harness.server.delivery.duration"].ShouldBe(40, "each in a beat of its own");
            health.GetProperty("messages_in").GetInt64().ShouldBe(1);
            health.GetProperty("messages_out").GetInt64().ShouldBe(44);
            health.GetProperty("messages_published").GetInt64().ShouldBe(40);
            health.GetProperty("delivery").GetProperty("count").GetInt64().ShouldBe(40);

            mock.Server.Connections.Close(1000, "enough");
            await peer.ClosedAsync();
        }

        await seen.UntilAsync("harness.server.closes 1000", 1);
        var after = seen.Read();
        after["harness.server.active_connections"].ShouldBe(0);
        after["harness.server.connection.duration 1000"].ShouldBe(1);
        after["harness.server.messages transmit"].ShouldBe(45, "what has gone stays counted");
        (await mock.GetJsonAsync("/__admin/health")).GetProperty("close_codes").GetProperty("1000").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Slow_client_is_seen_in_queue_and_discards()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, Protocols = ["odin"], OutboxBytes = 4096, SlowConsumer = SlowConsumerPolicy.DiscardOldest });
        using var seen = new Readings(mock.Server);
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path + "?client_id=app");
        await peer.NextAsync();
        mock.Server.World.Enter(() => mock.Server.World.Connections.All[0].Scripted.Wire!.Stall());
        for (var i = 0; i < 100; i++) mock.Server.Connections.Send(new string('x', 1000));

        var now = seen.Read();
        now["harness.server.queued_messages"].ShouldBe(4);
        now["harness.server.queued"].ShouldBe(4 * 1004);
        now["harness.server.discarded_messages"].ShouldBe(96);
        mock.Server.Journal.Sessions.ShouldHaveSingleItem().Frames().Sum(frame => frame.Frames ?? 0).ShouldBe(96, "the journal says what is missing");
    }

    [Fact]
    public void Duration_falls_into_the_bucket_that_it_does_not_exceed()
    {
        var histogram = new LatencyHistogram();
        foreach (var micros in new[] { 10, 50, 51, 1000, 5_000_000 }) histogram.Add(TimeSpan.FromMicroseconds(micros));

        histogram.Counts.Sum().ShouldBe(5);
        (histogram.Counts[0], histogram.Counts[1], histogram.Counts[4], histogram.Counts[^1]).ShouldBe((2, 1, 1, 1));
        histogram.Sum.ShouldBe(TimeSpan.FromMicroseconds(5_001_111));
    }

    /// <summary>Collects one server's instruments: sums as they are, pushed ones as how often they were pushed; a tag's value behind the name.</summary>
    private sealed class Readings : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _values = [];
        private readonly Lock _lock = new();

        public Readings(MockServer mock)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == mock.Meter) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.Start();
        }

        public IReadOnlyDictionary<string, double> Read()
        {
            _listener.RecordObservableInstruments();
            lock (_lock) return new Dictionary<string, double>(_values);
        }

        public async Task UntilAsync(string name, double value)
        {
            while (Read().GetValueOrDefault(name) < value) await Task.Run(() => Thread.Yield()).Within($"{name} to be {value}");
        }

        public void Dispose() => _listener.Dispose();

        private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[^1].Value}";
            lock (_lock) _values[name] = instrument.IsObservable ? value : _values.GetValueOrDefault(name) + 1;
        }
    }
}
