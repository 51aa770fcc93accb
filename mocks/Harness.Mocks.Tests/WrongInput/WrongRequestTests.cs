using System.Globalization;
using System.Text;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.WrongInput;

/// <summary>Requests and handshakes as a client may write them byte for byte: each has an answer, and the mock goes on.</summary>
public sealed class WrongRequestTests
{
    private const string Ime = "/data-engine/ime/live/data/websocket/contract/";

    /// <summary>A handshake's target as it stands in the request line, and what stands in the answer.</summary>
    public static TheoryData<string, string> Targets => new()
    {
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=فولاد", "\"symbolName\":\"فولاد\"" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%D9%81%D9%88%D9%84%D8%A7%D8%AF", "\"symbolName\":\"فولاد\"" },
        { TseAddress.NamePath + "?channels=aggregate&channels=aggregate&symbol_names=فولاد&symbol_names=%D9%81%D9%88%D9%84%D8%A7%D8%AF", "\"symbolName\":\"فولاد\"" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%D9%81%D9", "unknown symbol" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%FF%FE", "unknown symbol" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%ZZ", "unknown symbol" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%00", "unknown symbol" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=%F0%9F%98%80", "unknown symbol" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=" + new string('x', 6000), "unknown symbol: xxx" },
        { TseAddress.NamePath + "?channels=aggregate&symbol_names=" + string.Concat(Enumerable.Repeat("%D9%81", 900)), "unknown symbol: ففف" },
        { TseAddress.NamePath + "?channels=aggregate&&&=&symbol_names=فولاد&=x&y", "\"symbolName\":\"فولاد\"" },
        { TseAddress.NamePath + "?", "missing channels" },
        { Ime + "id?contract_id=1001&contract_id=1001", "\"contractId\":\"1001\"" },
        { Ime + "id?contract_id=1e3", "unknown contract: 1e3" },
        { Ime + "id?contract_id=-0", "unknown contract: -0" },
        { Ime + "id?contract_id=%D9%81%D9", "unknown contract" },
        { Ime + "id?contract_id=" + new string('9', 6000), "unknown contract: 999" },
        { "/enhanced-stream?client_id=%D9%81%D9%88%D9%84%D8%A7%D8%AF", "\"client_id\":\"فولاد\"" },
        { "/enhanced-stream?client_id=فولاد", "\"client_id\":\"فولاد\"" },
        { "/enhanced-stream?client_id=", "\"client_id\":\"client_" },
        { "/enhanced-stream?client_id=one&client_id=two", "\"type\":\"welcome\"" },
        { "/enhanced-stream?client_id=%00%FF%22", "\"type\":\"welcome\"" },
        { "/enhanced-stream?client_id=" + new string('x', 6000), "\"type\":\"welcome\"" },
        { "/socket/websocket?vsn=9", "403" },
        { "/socket/websocket?vsn=%ZZ", "403" },
        { "/ws?api_key=demo-key", "101" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Handshake_is_answered_whatever_its_target(string target, string answer)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();

        var said = await HandshakeAsync(mock, target, token, answer);

        said.ShouldContain(answer);
        (await mock.GetJsonAsync("/__admin/health")).GetProperty("status").GetString().ShouldBe("ok");
    }

    /// <summary>Body and media type of a token request, and the status of its answer.</summary>
    public static TheoryData<string, string, int> Forms => new()
    {
        { "username=demo&password=demo", "application/x-www-form-urlencoded; charset=utf-8", 200 },
        { "username=wrong&username=demo&password=demo", "application/x-www-form-urlencoded", 200 },
        { "", "application/x-www-form-urlencoded", 422 },
        { "username=demo", "application/x-www-form-urlencoded", 422 },
        { "username=demo&password=", "application/x-www-form-urlencoded", 401 },
        { "username=%D9%81&password=%FF", "application/x-www-form-urlencoded", 401 },
        { "username=%00&password=\0", "application/x-www-form-urlencoded", 401 },
        { "&&&=&=", "application/x-www-form-urlencoded", 422 },
        { "{\"username\":\"demo\",\"password\":\"demo\"}", "application/json", 422 },
        { "username=demo&password=demo", "text/plain", 422 },
        { "username=" + new string('x', 100_000) + "&password=x", "application/x-www-form-urlencoded", 401 },
        { string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"f{i.ToString(CultureInfo.InvariantCulture)}=1")), "application/x-www-form-urlencoded", 422 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Token_request_is_answered_whatever_its_body(string body, string mediaType, int status)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync("/auth/user/token/issue", body, mediaType);

        answer.Status.ShouldBe(status, answer.Body[..Math.Min(300, answer.Body.Length)]);
        if (status != 200) answer.Body.ShouldStartWith("{\"detail\":");
    }

    public static TheoryData<string> AdminBodies =>
    [
        "", "null", "[]", "nonsense", "{", "{\"\\ud800\":1}", "{\"instrument\":\"\\ud800\"}", "{\"protocol\":5}",
        "{\"protocol\":\"odin\",\"instrument\":\"SBIN\",\"side\":\"buy\",\"amount\":1}",
        "{\"protocol\":\"airalgo\",\"instrument\":\"2885\",\"side\":\"up\",\"type\":\"limit\",\"amount\":1e400}",
        "{\"protocol\":\"virtuoso\",\"instrument\":\"binance:BTCUSDT\",\"side\":\"buy\",\"type\":\"limit\",\"amount\":\"1\",\"price\":1}",
        new string('[', 10_000),
    ];

    [Theory]
    [MemberData(nameof(AdminBodies))]
    public async Task Order_from_outside_that_is_none_is_400_and_says_why(string body)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync("/__admin/orders", body);

        answer.Status.ShouldBe(400, answer.Body);
        answer.Body.ShouldStartWith("{\"error\":");
    }

    [Theory]
    [InlineData("{\"protocol\":\"airalgo\",\"instrument\":\"2885\",\"side\":\"buy\",\"type\":\"limit\",\"amount\":79228162514264337593543950335,\"price\":79228162514264337593543950335}")]
    [InlineData("{\"protocol\":\"airalgo\",\"instrument\":\"2885\",\"side\":\"sell\",\"type\":\"limit\",\"amount\":-1,\"price\":0}")]
    [InlineData("{\"protocol\":\"virtuoso\",\"instrument\":\"BTCUSDT\",\"side\":\"buy\",\"type\":\"limit\",\"amount\":79228162514264337593543950335,\"price\":79228162514264337593543950335}")]
    [InlineData("{\"protocol\":\"virtuoso\",\"instrument\":\"BTCUSDT\",\"side\":\"buy\",\"type\":\"stop-limit\",\"amount\":1e-20,\"price\":1e-20,\"trigger_price\":79228162514264337593543950335}")]
    [InlineData("{\"protocol\":\"virtuoso\",\"instrument\":\"BTCUSDT\",\"side\":\"buy\",\"type\":\"market\",\"amount\":0.5e0}")]
    public async Task Order_of_wild_numbers_is_taken_or_rejected_and_never_a_fault(string body)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync("/__admin/orders", body);

        answer.Status.ShouldBeOneOf(200, 201, 400);
    }

    /// <summary>An empty close frame, masked with zeros.</summary>
    private static readonly byte[] Goodbye = [0x88, 0x80, 0, 0, 0, 0];

    /// <summary>Writes a handshake as it stands, reads until the answer has come or the connection has ended, and leaves.</summary>
    private static async Task<string> HandshakeAsync(PlayedMock mock, string target, string token, string awaited)
    {
        await using var stream = await mock.Server.ConnectAsync(TestContext.Current.CancellationToken);
        var request = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: {token}\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        var said = "";
        var buffer = new byte[8192];
        var bytes = new MemoryStream();
        var isLeaving = false;
        while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().Within($"{awaited}, or the end, after {said}") is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            said = Encoding.UTF8.GetString(bytes.ToArray());
            if (said.Contains(" 403 ", StringComparison.Ordinal)) break;
            if (isLeaving || !said.Contains(awaited, StringComparison.Ordinal)) continue;
            isLeaving = true;
            await stream.WriteAsync(Goodbye, TestContext.Current.CancellationToken);
        }

        return said;
    }
}
