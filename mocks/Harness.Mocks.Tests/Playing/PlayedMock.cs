using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Admin;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Playing;

/// <summary>A mock server, in process unless a test wants a port, on a clock that a test moves. An error in its log fails the test that disposes it.</summary>
internal sealed class PlayedMock : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<MockLogEntry> _log;
    private readonly HttpClient _http;

    private PlayedMock(MockServer server, ConcurrentQueue<MockLogEntry> log)
    {
        Server = server;
        _log = log;
        var handler = new SocketsHttpHandler();
        if (server.Options.Transport == MockTransport.InProcess) handler.ConnectCallback = (_, cancellation) => server.ConnectAsync(cancellation);
        _http = new HttpClient(handler) { BaseAddress = server.HttpUrl };
    }

    public MockServer Server { get; }

    /// <summary>The clock, where the test has not chosen another kind.</summary>
    public ManualClock Clock => (ManualClock)Server.Options.TimeProvider;

    public IEnumerable<MockLogEntry> Notices => _log.Where(entry => entry.Level == MockLogLevel.Notice);

    public static async Task<PlayedMock> StartAsync(Func<MockServerOptions, MockServerOptions>? change = null)
    {
        var log = new ConcurrentQueue<MockLogEntry>();
        var options = new MockServerOptions
        {
            Transport = MockTransport.InProcess,
            TimeProvider = new ManualClock(Start),
            Seed = 7,
            LogEntries = log.Enqueue,
        };
        options = change?.Invoke(options) ?? options;
        return new PlayedMock(await MockServer.StartAsync(options, TestContext.Current.CancellationToken), log);
    }

    /// <summary>A token of that account; the password is the same word.</summary>
    public async Task<string> LogInAsync(string account = "demo")
    {
        var (status, body) = await PostFormAsync("/auth/user/token/issue", ("username", account), ("password", account));
        status.ShouldBe(200, body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("Authorization").GetString()!;
    }

    public Task<(int Status, string Body)> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))));

    public Task<(int Status, string Body)> PostAsync(string path, string body, string contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } });

    /// <summary>Posts to the admin API, which has to do it.</summary>
    public async Task<JsonElement> OrderAsync(string path, string body = "")
    {
        var (status, answer) = await PostAsync(path, body);
        status.ShouldBeInRange(200, 299, answer);
        return JsonElement.Parse(answer);
    }

    public Task<(int Status, string Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        var (status, body) = await GetAsync(path);
        status.ShouldBe(200, body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken).Within($"the answer to {method} {path}");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (path.StartsWith(AdminContract.Prefix, StringComparison.Ordinal)) AdminContract.Check(Server, method, path, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        return ((int)response.StatusCode, body);
    }

    /// <summary>Moves an instrument to a price, in its currency, and lets every order and subscriber see it.</summary>
    /// <param name="key">The market's own name of it, e.g. <c>nse:RELIANCE</c>.</param>
    public void SetPrice(string key, decimal price)
    {
        var world = Server.World;
        world.Enter(() =>
        {
            var listing = world.Market.Find(key).ShouldNotBeNull();
            world.Market.TrySetPrice(listing, price, world.Now, out var change, out var error).ShouldBeTrue(error);
            world.Feed.Publish(listing, change | world.Desk.Match(listing, change), world.Now);
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
        _log.Where(entry => entry.Level == MockLogLevel.Error).Select(entry => entry.Text).ShouldBeEmpty();
    }
}
