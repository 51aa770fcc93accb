using System.Text;
using System.Text.Json;
using Harness.Clients.AirAlgo;
using Harness.Clients.AirAlgo.Json;
using Harness.Clients.AirAlgo.Payloads;

namespace Harness.Clients.Tests.AirAlgo;

public sealed class AirAlgoMessagesTests
{
    [Fact]
    public void Documented_prices_become_their_message()
    {
        var prices = Read(AirAlgoFrames.Prices).Payload.ShouldBeOfType<LastPrices>().ByToken;

        prices.Keys.ShouldBe(["22", "2442"]);
        prices["22"].ShouldBe(new LastPrice(220800, 1, "2025-01-09T12:53:00Z"));
        prices["22"].TradedAt.ShouldBe(new DateTimeOffset(2025, 1, 9, 12, 53, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Documented_order_becomes_its_response() => Read(AirAlgoFrames.Order("Executed")).Payload.ShouldBe(new OrderResponse(
        1300000000111170, "Executed", "2885", "Order", null, "RELIANCE", "EQUITY", "1", "market", 20, 20, 0.0m, 0.0m, 120275.0m,
        6602427.333333333m, 0.025m, 0, 11, "1234567890", "47241", "1", "0", "0", "0000000000", "EQ", "0", "18:56:26,14-1-2025"));

    [Fact]
    public void Order_is_understood_by_what_identifies_it_alone() =>
        Read("""{"topic":"t","event":"order_response","payload":{"order_number":1,"status":"Rejected","token_number":"22","last_modified":"0"},"ref":null}""")
            .Payload.ShouldBe(new OrderResponse(1, "Rejected", "22"));

    [Fact]
    public void Unknown_event_keeps_its_payload() =>
        Read("""{"topic":"t","event":"news","payload":{"a":1}}""").Payload.ShouldBeOfType<UnknownPayload>();

    [Theory]
    [InlineData("", "empty text")]
    [InlineData("null", "null")]
    [InlineData("[]", "an array")]
    [InlineData("""{"event":"ltp","payload":{}}""", "no topic")]
    [InlineData("""{"topic":"t","payload":{}}""", "no event")]
    [InlineData("""{"topic":"t","event":"ltp"}""", "no payload")]
    [InlineData("""{"topic":"t","event":"ltp","payload":null}""", "payload is null")]
    [InlineData("""{"topic":"t","event":"ltp","payload":[]}""", "payload is an array")]
    [InlineData("""{"topic":"t","event":"ltp","payload":{"22":{"ltp":1.5,"ltq":1,"ltt":"x"}}}""", "half a paisa")]
    [InlineData("""{"topic":"t","event":"order_response","payload":{"status":"Executed"}}""", "no order number")]
    public void Malformed_message_is_a_json_exception(string text, string because) => Should.Throw<JsonException>(() => Read(text), because);

    [Fact]
    public void Message_is_written_as_it_was_read_without_the_key()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            AirAlgoMessages.Write(json, Read(AirAlgoFrames.Prices));

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(AirAlgoFrames.Prices.Replace(",\"ref\":null,\"topic\":\"api:k3y\"", "", StringComparison.Ordinal));
    }

    private static AirAlgoMessage Read(string text) => AirAlgoMessages.Read(AirAlgoMessages.Parse(Encoding.UTF8.GetBytes(text)));
}
