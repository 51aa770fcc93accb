using System.Text;
using System.Text.Json;
using Harness.Clients.HedgeTech.Ime;
using Harness.Clients.HedgeTech.Ime.Json;
using Harness.Clients.HedgeTech.Ime.Payloads;

namespace Harness.Clients.Tests.HedgeTech.Ime;

public sealed class ImeMessageReaderTests
{
    [Fact]
    public void Documented_frame_becomes_its_four_sections()
    {
        var message = Read(ImeFrames.ById());

        message.Channel.ShouldBe("IME Stream");
        message.ContractId.ShouldBe("1001");
        message.ContractName.ShouldBeNull();
        message.Timestamp.Instant.ShouldBe(new DateTimeOffset(2026, 5, 29, 12, 0, 0, TimeSpan.Zero));
        var data = message.Data.ShouldBeOfType<ImeMarketData>();
        data.BestLimit!.Levels.ShouldBe(
        [
            new(150, 245000, 100, 246000) { Level = 1 },
            new(120, 244500, 90, 246500) { Level = 2 },
            new(80, 244000, 70, 247000) { Level = 3 },
        ]);
        data.Aggregate.ShouldBe(
            new("2026-05-29", "12:00:00", 120, 4500, 1102500000, 245500, 245700, 244000, 247000, 244500, 243000));
        data.AllowedPriceRange.ShouldBe(new(220000, 270000));
        data.ContractInfo.ShouldBe(new(5400, 120));
    }

    [Fact]
    public void Name_endpoint_fills_the_name()
    {
        var message = Read(ImeFrames.ByName());

        message.ContractId.ShouldBeNull();
        message.Contract.ShouldBe("GOLD-APR");
    }

    [Fact]
    public void Future_members_and_sections_change_nothing()
    {
        string data = ImeFrames.Data[..^1] + ""","Snapshot":{"sequence":7}}""";
        string text = ImeFrames.ById(data)[..^1] + ""","sequence":[1]}""";

        Read(text).Data.ShouldBeOfType<ImeMarketData>().ContractInfo.ShouldBe(new(5400, 120));
    }

    [Fact]
    public void Section_that_is_left_out_is_null() =>
        Read(ImeFrames.ById("""{"ContractInfo":{"open_interest":1,"open_interest_changes":-2}}""")).Data
            .ShouldBe(new ImeMarketData(ContractInfo: new(1, -2)));

    [Fact]
    public void Another_channel_keeps_its_data() =>
        Read(ImeFrames.ById("""{"a":1}""", "IME Depth")).Data.ShouldBeOfType<UnknownPayload>().Raw.GetProperty("a").GetInt32().ShouldBe(1);

    [Theory]
    [InlineData("""{"ContractInfo":{"open_interest":1}}""", "a member of a section is missing")]
    [InlineData("""{"ContractInfo":[]}""", "a section is an array")]
    [InlineData("""{"BestLimit":{"1":{"buy_quantity":"1","buy_price":1,"sell_quantity":1,"sell_price":1}}}""", "a quantity is a string")]
    [InlineData("[]", "data is an array")]
    [InlineData("null", "data is null")]
    public void Malformed_data_is_a_json_exception(string data, string because) =>
        Should.Throw<JsonException>(() => Read(ImeFrames.ById(data)), because);

    [Fact]
    public void Message_is_written_as_it_was_read()
    {
        foreach (string text in new[] { ImeFrames.ById(), ImeFrames.ByName(), ImeFrames.ById("""{"a":[1.0]}""", "IME Depth") })
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
                ImeMessageWriter.Write(json, Read(text));
            Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(text);
        }
    }

    private static ImeMessage Read(string text) => ImeMessageReader.Read(Encoding.UTF8.GetBytes(text));
}
