using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>The flags of <c>harness serve</c>.</summary>
internal sealed class ServeFlags
{
    public Flag<int> Port { get; } = new("--port", "PORT", Forms.Port, "Port to listen on, 0 for a free one; 8080 if absent");

    public Flag<string> Host { get; } = new("--host", "ADDRESS", Forms.Address, "Address to listen on; 127.0.0.1 if absent");

    public RepeatedFlag<string> Protocol { get; } = new("--protocol", "SLUG", Forms.Text, "Protocol to play; all if absent");

    public RepeatedFlag<string> Scenario { get; } = new("--scenario", "FILE", Forms.Text, "Scenario that scripts the mock");

    public Switch Watch { get; } = new("--watch", "Read scenario files again when they change");

    public Flag<ulong> Seed { get; } = new("--seed", "N", Forms.Seed, "Seed of all randomness; a new one, printed, if absent");

    public Flag<ClockChoice> Clock { get; } = new(
        "--clock", "real|manual|TIME", Forms.Clock, "The mock's time: the machine's, one that you move, or one that starts at TIME; real if absent");

    public Flag<double> Speed { get; } = new("--speed", "X", Forms.Speed, "How many seconds of the mock pass in one real second; 1 if absent");

    public Flag<string> Feed { get; } = new("--feed", "simulated|file:PATH", Forms.Feed, "Market data: simulated, or that of a recording or a folder of them; simulated if absent");

    public Flag<double> Rate { get; } = new("--rate", "N/s", Forms.Rate, "Messages per second and instrument; 2/s if absent");

    public Flag<RateBurst> Burst { get; } = new("--burst", "Nx/T", Forms.Burst, "N times the rate at the beginning of every T, for a tenth of it, or as long as a second /T says: 10x/5s, 10x/5s/1s");

    public Flag<TimeSpan> Coalesce { get; } = new("--coalesce", "DURATION", Forms.Coalesce, "What is due within it leaves in one write per connection, 0 for a write a message; 1ms if absent");

    public Flag<string> SlowConsumer { get; } = new(
        "--slow-consumer", "POLICY", Forms.OneOf(SlowConsumers.Words), "What becomes of a client that reads too slowly: disconnect, discard-oldest or block; disconnect if absent");

    public Flag<int> Instruments { get; } = new("--instruments", "N", Forms.Count(1, 10_000), "Grow the catalogue to N instruments per protocol");

    public Flag<string> Market { get; } = new("--market", "open|hours", Forms.OneOf("open", "hours"), "Open whenever you ask, or by each exchange's hours; open if absent");

    public RepeatedFlag<string> Stance { get; } = new("--stance", "NAME=VALUE", Forms.Text, "Answer where a document is silent, see harness list stances");

    public Flag<TimeSpan> TokenLifetime { get; } = new("--token-lifetime", "DURATION", Forms.Duration, "How long an issued token is valid; 24h if absent");

    public Flag<string> Journal { get; } = new("--journal", "DIR", Forms.Text, "Folder to write every session's transcript to");

    public Flag<string> AdminToken { get; } = new("--admin-token", "TOKEN", Forms.Text, "Bearer token of the admin API beyond loopback; a new one, printed, if absent");

    public Switch Tls { get; } = new("--tls", "Listen with TLS, under a certificate authority made on first use");

    public Flag<int> JudgeSessions { get; } = new("--judge-sessions", "N", Forms.Count(1, 10_000), "Sessions that are judged at once; 50 if absent");

    public Switch NoJudge { get; } = new("--no-judge", "Do not judge what clients do");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> Options =>
    [
        Port.Option, Host.Option, Protocol.Option, Scenario.Option, Watch.Option, Seed.Option, Clock.Option, Speed.Option, Feed.Option, Rate.Option, Burst.Option, Coalesce.Option,
        SlowConsumer.Option, Instruments.Option,
        Market.Option, Stance.Option, TokenLifetime.Option, Journal.Option, AdminToken.Option, Tls.Option, JudgeSessions.Option,
        NoJudge.Option,
    ];
}
