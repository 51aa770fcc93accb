using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Harness.Conformance.Live;
using Harness.Conformance.Mutants.HedgeTech;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Live;

public sealed class LiveJudgeTests
{
    [Fact]
    public async Task Client_with_a_typo_is_told_what_it_did_and_what_the_document_says()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        var first = new TaskCompletionSource<LiveFinding>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var judge = LiveJudge.Attach(mock, new LiveJudgeOptions { OnFinding = finding => first.TrySetResult(finding) });
        using var client = Start(mock, new TseQuirks { Target = target => target.Replace("symbol_isins=", "symbol_isin=", StringComparison.Ordinal), Wait = _ => null });

        var finding = await first.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        finding.Finding.Clause!.Id.ShouldBe("ht-tse.query.001");
        finding.Line.ShouldContain("symbol_isin where the document says symbol_isins");
        finding.Shown.ShouldNotBeNull().ShouldContain("open GET");

        using var http = new HttpClient();
        var json = JsonElement.Parse(await http.GetStringAsync(new Uri(mock.HttpUrl, "/__admin/findings"), TestContext.Current.CancellationToken));
        var told = json.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        told.GetProperty("finding").GetProperty("clause").GetString().ShouldBe("ht-tse.query.001");
        await client.CancelAsync();
    }

    [Fact]
    public async Task Findings_are_followed_as_server_sent_events()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        await using var judge = LiveJudge.Attach(mock, new LiveJudgeOptions());
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(mock.HttpUrl, "/__admin/findings")) { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        using var client = Start(mock, new TseQuirks { Authorization = token => "Bearer " + token, Wait = _ => null });

        (await LineAsync(reader)).ShouldBe("event: finding");
        var data = await LineAsync(reader);
        data.ShouldStartWith("data: {");
        data.ShouldContain("ht-tse.auth.009");
        data.ShouldNotContain("eyJ");
        await client.CancelAsync();
    }

    [Fact]
    public async Task Server_without_a_judge_says_so()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(mock.HttpUrl, "/__admin/findings"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(404);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("no judge is plugged");
    }

    [Fact]
    public async Task Session_beyond_the_limit_is_named_and_not_judged()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["ht-tse"], Seed = 7 }, TestContext.Current.CancellationToken);
        var remarked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var findings = new ConcurrentQueue<LiveFinding>();
        await using var judge = LiveJudge.Attach(mock, new LiveJudgeOptions { Sessions = 1, Remark = text => remarked.TrySetResult(text), OnFinding = findings.Enqueue });
        using var first = Start(mock, new TseQuirks());
        using var second = Start(mock, new TseQuirks { Authorization = _ => null });

        (await remarked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken)).ShouldContain("is not judged");
        judge.NotJudged.Count.ShouldBeGreaterThan(0);
        await first.CancelAsync();
        await second.CancelAsync();
    }

    [Fact]
    public async Task Session_makes_room_five_seconds_after_its_last_socket_and_two_minutes_after_its_last_word()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        await using var mock = await MockServer.StartAsync(
            new() { Protocols = ["odin"], Transport = MockTransport.InProcess, Seed = 7, TimeProvider = clock }, TestContext.Current.CancellationToken);
        await using var judge = LiveJudge.Attach(mock, new LiveJudgeOptions { Sessions = 1 });

        await TalkAsync("gone");
        await WaitAsync(TimeSpan.FromSeconds(5));
        await TalkAsync("too early");
        judge.NotJudged.Count.ShouldBe(1);

        await WaitAsync(TimeSpan.FromMilliseconds(1));
        using var open = await OpenAsync("in its place");
        judge.NotJudged.Count.ShouldBe(1);

        await WaitAsync(TimeSpan.FromMinutes(2));
        await TalkAsync("while that is open");
        judge.NotJudged.Count.ShouldBe(2);

        await WaitAsync(TimeSpan.FromMilliseconds(1));
        await TalkAsync("while that is silent");
        judge.NotJudged.Count.ShouldBe(2);

        async Task WaitAsync(TimeSpan time) => await mock.Clock.AdvanceAsync(time, TestContext.Current.CancellationToken);

        async Task TalkAsync(string client)
        {
            var before = mock.Connections.Count;
            using (var socket = await OpenAsync(client)) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
            await mock.Clock.QuietAsync(TestContext.Current.CancellationToken);
            mock.Connections.Count.ShouldBe(before);
        }

        async Task<ClientWebSocket> OpenAsync(string client)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"{mock.Url("odin")}?client_id={Uri.EscapeDataString(client)}"), mock.CreateInvoker(), TestContext.Current.CancellationToken);
            await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            return socket;
        }
    }

    private static async Task<string?> LineAsync(StreamReader reader)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
            if (line is null or { Length: > 0 }) return line;
        }
    }

    /// <summary>A raw client against the mock's port; cancel what is returned to end it.</summary>
    private static CancellationTokenSource Start(MockServer mock, TseQuirks quirks)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var protocol = ProtocolCatalog.Embedded.Find("ht-tse")!;
        var setting = CaseSetting.Of(CaseReader.Embedded("ht-tse")[0], new CheckOptions { Protocol = protocol }, [], []);
        var task = ClientTask.Of(setting, mock.SocketUrl, mock.HttpUrl, "", "");
        _ = TseRawClient.PlayAsync(quirks, task, stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        return stop;
    }
}
