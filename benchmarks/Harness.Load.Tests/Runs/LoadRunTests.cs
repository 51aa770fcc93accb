using Harness.Fixtures.Catalog;
using Harness.Load.Protocols;
using Harness.Mocks.Server;

namespace Harness.Load.Tests.Runs;

/// <summary>Whole runs against our own mock, over real sockets and in real time.</summary>
public sealed class LoadRunTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Protocols => [.. LoadProtocols.Slugs];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Every_protocol_streams_to_every_client_and_breaks_no_clause(string slug)
    {
        await using var mock = await StartAsync(slug);

        var report = await RunAsync(Options(mock, slug) with { Connections = 6, Validate = true, Rate = 20 });

        report.Connections.ShouldBe(new ConnectionFigures(6, 6, 6, 6, 0));
        report.Errors.ShouldBeEmpty();
        report.Messages.ShouldBeGreaterThan(6);
        report.Connect.ShouldNotBeNull().Count.ShouldBe(6);
        report.FirstMessage.ShouldNotBeNull().Count.ShouldBe(6);
        (report.Latency is null).ShouldBe(slug == "airalgo", report.NoLatency);
        (report.RoundTrips is null).ShouldBe(slug.StartsWith("ht-", StringComparison.Ordinal), report.NoRoundTrips);
        report.Findings.ShouldNotBeNull().Where(finding => finding.Verdict > Specs.Verdicts.Verdict.Info).ShouldBeEmpty();
        report.Failed.ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_password_is_told_and_nobody_is_left()
    {
        await using var mock = await StartAsync("ht-tse");

        var report = await RunAsync(Options(mock, "ht-tse") with { Connections = 3, Credentials = [new("nobody", "wrong", null, null)] });

        report.Gone.ShouldNotBeNull().ShouldContain("401");
        report.ErrorCount.ShouldBe(3);
    }

    [Fact]
    public async Task Nobody_listening_is_told()
    {
        var report = await RunAsync(new LoadOptions { Protocol = ProtocolCatalog.Embedded.Find("odin")!, Url = new Uri("ws://127.0.0.1:1"), Connections = 1000 });

        report.Gone.ShouldNotBeNull().ShouldContain("127.0.0.1:1 cannot be reached");
        report.Connections.Tried.ShouldBe(1);
    }

    [Fact]
    public async Task Server_that_goes_away_ends_the_run_with_what_was_measured()
    {
        var mock = await StartAsync("odin");
        var measuring = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = new LoadRun(
            Options(mock, "odin") with { Connections = 4, Duration = TimeSpan.FromMinutes(5) },
            progress =>
            {
                if (progress is { Phase: "measuring", MessagesPerSecond: > 0 }) measuring.TrySetResult();
            }).RunAsync(TestContext.Current.CancellationToken);
        await measuring.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await mock.DisposeAsync();
        var report = await run.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        report.Gone.ShouldNotBeNull().ShouldContain("no connection is left");
        report.Messages.ShouldBeGreaterThan(0);
        report.Connections.Lost.ShouldBe(4);
        report.Endings.Values.Sum().ShouldBe(4);
    }

    [Fact]
    public async Task Interrupted_run_reports_what_was_measured()
    {
        await using var mock = await StartAsync("odin");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var report = await new LoadRun(Options(mock, "odin") with { Duration = TimeSpan.FromMinutes(5) }, progress =>
        {
            if (progress.Phase == "measuring") stop.Cancel();
        }).RunAsync(stop.Token).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        report.Interrupted.ShouldBeTrue();
        report.Gone.ShouldBeNull();
        report.Measured.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Clients_that_stop_reading_are_cut_and_the_others_go_on()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7, Rate = 400 }, TestContext.Current.CancellationToken);

        var report = await RunAsync(Options(mock, "ht-tse") with { Connections = 4, Stalled = 0.25, Duration = TimeSpan.FromSeconds(6) });

        var stalled = report.Stalled.ShouldNotBeNull();
        (stalled.Clients, stalled.Stopped).ShouldBe((1, 1));
        stalled.Ended.Values.Sum().ShouldBe(1);
        report.Messages.ShouldBeGreaterThan(1000);
        report.Connections.Lost.ShouldBe(0);
    }

    [Fact]
    public async Task Server_that_breaks_its_document_fails_a_run_that_validates()
    {
        await using var mock = await StartAsync("odin");
        mock.OnMessage(new { action = "subscribe" }).Send(new { type = "market_data", symbol = "SBIN", timestamp = "today" });

        var options = Options(mock, "odin") with { Rate = 0 };
        var blind = await RunAsync(options);
        var seeing = await RunAsync(options with { Validate = true });

        blind.Failed.ShouldBeFalse();
        seeing.Failed.ShouldBeTrue();
        seeing.Findings.ShouldNotBeNull().ShouldContain(finding => finding.Level == "MUST");
    }

    private static Task<MockServer> StartAsync(string slug) => MockServer.StartAsync(new() { Protocols = [slug], Seed = 7, Rate = 20 }, TestContext.Current.CancellationToken);

    private static LoadOptions Options(MockServer mock, string slug)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug)!;
        var account = protocol.Accounts.FirstOrDefault();
        return new LoadOptions
        {
            Protocol = protocol,
            Url = mock.SocketUrl,
            Http = mock.HttpUrl,
            Duration = TimeSpan.FromSeconds(2),
            Credentials = account is null ? [] : [new(account.Username, account.Password, account.ApiKey, account.ApiSecret)],
        };
    }

    private static Task<LoadReport> RunAsync(LoadOptions options) =>
        new LoadRun(options).RunAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);
}
