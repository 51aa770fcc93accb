using System.Text;
using System.Text.Json;
using Harness.Clients.Odin;
using Harness.Clients.Odin.Json;
using Harness.Clients.Odin.Payloads;

namespace Harness.Clients.Tests.Odin;

public sealed class OdinMessagesTests
{
    [Fact]
    public void Documented_market_data_becomes_its_message() => Read(OdinFrames.MarketData).ShouldBe(new OdinMessage(
        "market_data", "RELIANCE", "2885", "NSE", DateTimeOffset.FromUnixTimeMilliseconds(1756971591651),
        new MarketData(
            "RELIANCE", "2885", "NSE", 1365.5m, 1371.8m, 1374.0m, 1360.3m, 1372.6m, 1372.6m, 8053013, -0.5172665015299366m, 1551.0m, 1115.55m,
            "2025-09-02", "2025-09-02", 1374.0m, 1360.3m, 8053013, DateTimeOffset.FromUnixTimeMilliseconds(1756971590198),
            "2025-09-04T13:09:51.651469068+05:30", false, false)));

    [Fact]
    public void Closing_of_the_market_becomes_a_status() =>
        Read(OdinFrames.MarketClosed).Data.ShouldBe(new MarketStatus(false, CurrentTime: "15:30:00"));

    [Theory]
    [InlineData("""{"type":"news","data":{"a":1}}""")]
    [InlineData("""{"type":"news"}""")]
    [InlineData("""{"type":"market_status","status":"success"}""")]
    public void Unknown_type_keeps_its_data(string text) => Read(text).Data.ShouldBeOfType<UnknownPayload>();

    [Theory]
    [InlineData("", "empty text")]
    [InlineData("[]", "an array")]
    [InlineData("null", "null")]
    [InlineData("{}", "no type")]
    [InlineData("""{"type":7}""", "type is a number")]
    [InlineData("""{"type":"market_data","symbol":"A","token":"1","exchange":"NSE"}""", "no data")]
    [InlineData("""{"type":"market_data","data":{"symbol":"A"}}""", "members are missing")]
    [InlineData("""{"type":"market_data","data":null}""", "data is null")]
    public void Malformed_message_is_a_json_exception(string text, string because) => Should.Throw<JsonException>(() => Read(text), because);

    [Theory]
    [InlineData(OdinFrames.MarketData)]
    [InlineData("""{"type":"news","data":{"a":[1.0]}}""")]
    [InlineData("""{"type":"news"}""")]
    public void Message_is_written_as_it_was_read(string text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            OdinMessages.Write(json, Read(text));

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(text);
    }

    private static OdinMessage Read(string text) => OdinMessages.Read(OdinMessages.Parse(Encoding.UTF8.GetBytes(text)));
}
